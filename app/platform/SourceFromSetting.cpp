// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SourceFromSetting.h"

#include "auth/SignInHash.h"
#include "intake/PastedAddress.h"
#include "protocol/ProxyValue.h"
#include "protocol/UserInfo.h"

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestValue = 8 * 1024;

SourceSignIn compared(const Credentials &inIt, const Credentials &typed)
{
    if (inIt.isEmpty())
        return SourceSignIn::None;
    if (typed.user.isEmpty() && !typed.password)
        return SourceSignIn::NotCompared;
    const bool user = inIt.user == typed.user
        || (!typed.domain.isEmpty() && inIt.user == typed.domain + u'\\' + typed.user);
    const bool password = inIt.password && typed.password ? inIt.password->equals(*typed.password)
                                                          : !typed.password || !inIt.password;
    return user && password ? SourceSignIn::Same : SourceSignIn::Different;
}

} // namespace

Credentials credentialsIn(const RawSetting &setting)
{
    if (setting.use != SourceUse::Proxy)
        return {};
    if (!setting.userInfo.isEmpty()) {
        const qsizetype colon = setting.userInfo.indexOf(u':');
        const QString user = colon < 0 ? setting.userInfo : setting.userInfo.first(colon);
        QString password = colon < 0 ? QString() : setting.userInfo.sliced(colon + 1);
        if (setting.userInfoIsEncoded)
            return readPastedAddress("http://"_L1 + setting.userInfo + "@proxy.invalid:1"_L1).credentials;
        Credentials found;
        found.user = user;
        if (colon >= 0)
            found.password = Secret::takeText(std::move(password));
        return found;
    }
    if (!holdsUser(setting.value) || setting.value.size() > longestValue)
        return {};
    return readPastedAddress(setting.value).credentials;
}

ProxySource sourceFrom(const RawSetting &setting, const Credentials &inIt, const Credentials &typed)
{
    ProxySource source;
    source.name = setting.name;
    source.kind = setting.kind;
    source.use = setting.use;
    source.targets = setting.targets;
    source.place = setting.place;
    source.line = setting.line;
    source.value = maskedUrlText(setting.value.left(longestValue));
    if (setting.use == SourceUse::Proxy) {
        source.endpoint = endpointOfValue(source.value);
        source.signIn = compared(inIt, typed);
        source.secret = compareSecrets(inIt, typed);
    }
    return source;
}

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "auth/Alternatives.h"

#include "auth/SecretSpelling.h"
#include "protocol/DigestChallenge.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

using Password = Alternative::Password;

/// The name as Basic and Digest send it, and as NTLM is given it.
QString joined(const QString &user, const QString &domain)
{
    return domain.isEmpty() ? user : domain + u'\\' + user;
}

bool isNonAscii(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x7F; });
}

/// What a person gave as account, taken apart.
struct Login
{
    enum class Form { Alone, DomainUser, Slash, AtDomain } form = Form::Alone;
    QString user;
    QString domain;
};

Login readLogin(const Credentials &typed)
{
    using enum Login::Form;
    const QString &name = typed.user;
    if (!typed.domain.isEmpty())
        return {DomainUser, name, typed.domain};
    if (const qsizetype at = name.indexOf(u'\\'); at > 0)
        return {DomainUser, name.mid(at + 1), name.left(at)};
    if (const qsizetype at = name.lastIndexOf(u'@'); at > 0)
        return {AtDomain, name.left(at), name.mid(at + 1)};
    if (const qsizetype at = name.indexOf(u'/'); at > 0)
        return {Slash, name.mid(at + 1), name.left(at)};
    return {Alone, name, {}};
}

class List
{
public:
    explicit List(const Credentials &typed)
        : m_typed(typed)
        , m_names{joined(typed.user, typed.domain)}
    {
    }

    Alternative asTyped() const { return {{}, m_typed.user, m_typed.domain}; }
    void add(const QString &id, Alternative one)
    {
        one.id = id;
        m_all.append(std::move(one));
    }
    void login(const QString &id, const QString &user, const QString &domain)
    {
        const QString name = joined(user, domain);
        if (user.isEmpty() || m_names.contains(name))
            return;
        m_names.append(name);
        add(id, {{}, user, domain});
    }
    QList<Alternative> take() { return std::move(m_all); }
    /// A spelling of the name is not sent again as a form of the login.
    void seen(const QString &name) { m_names.append(name); }

private:
    const Credentials &m_typed;
    QStringList m_names;
    QList<Alternative> m_all;
};

void addCleaned(List &list, const Credentials &typed)
{
    Alternative one = list.asTyped();
    one.user = cleaned(typed.user);
    one.domain = cleaned(typed.domain);
    if (cleaned(*typed.password))
        one.password = Password::Cleaned;
    const bool name = joined(one.user, one.domain) != joined(typed.user, typed.domain);
    if (one.user.isEmpty() || (!name && one.password == Password::AsTyped))
        return;
    if (one.password == Password::AsTyped)
        list.seen(joined(one.user, one.domain));
    list.add(u"trimmed"_s, one);
}

void addDecoded(List &list, const Credentials &typed)
{
    Alternative one = list.asTyped();
    one.user = percentDecoded(typed.user);
    one.domain = percentDecoded(typed.domain);
    if (percentDecoded(*typed.password))
        one.password = Password::Decoded;
    const bool name = joined(one.user, one.domain) != joined(typed.user, typed.domain);
    if (!name && one.password == Password::AsTyped)
        return;
    if (one.password == Password::AsTyped)
        list.seen(joined(one.user, one.domain));
    list.add(u"decoded"_s, one);
}

void addLatin1(List &list, const Credentials &typed)
{
    const bool name = isNonAscii(typed.user) || isNonAscii(typed.domain);
    const SecretFacts facts = typed.password->facts();
    if (!fitsLatin1(typed.user) || !fitsLatin1(typed.domain)
        || (facts.nonAscii && !inLatin1(*typed.password)) || (!name && !facts.nonAscii))
        return;
    Alternative one = list.asTyped();
    one.form.latin1 = true;
    list.add(u"charset-latin1"_s, one);
}

void addLogins(List &list, const Credentials &typed, const Challenge &refused)
{
    const QString alone = u"login-user-alone"_s;
    const QString down = u"login-domain-user"_s;
    const QString at = u"login-user-at-domain"_s;
    const Login login = readLogin(typed);
    if (login.user.isEmpty())
        return;
    switch (login.form) {
    case Login::Form::DomainUser:
        list.login(alone, login.user, {});
        list.login(at, login.user + u'@' + login.domain, {});
        return;
    case Login::Form::Slash: // typed in place of the backslash
        list.login(down, login.user, login.domain);
        list.login(alone, login.user, {});
        return;
    case Login::Form::AtDomain: {
        // The older name of a domain is mostly its first label, in capitals.
        const QString label = login.domain.section(u'.', 0, 0).toUpper();
        list.login(alone, login.user, {});
        if (!label.isEmpty())
            list.login(down, login.user, label);
        return;
    }
    case Login::Form::Alone: {
        static const QRegularExpression dns(
            u"\\A[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63}){1,8}\\z"_s);
        const auto realm = refused.param("realm");
        const QString domain = realm ? QString::fromLatin1(*realm) : QString();
        if (dns.match(domain).hasMatch())
            list.login(at, login.user + u'@' + domain, {});
        return;
    }
    }
}

} // namespace

QList<Alternative> alternativesFor(const Credentials &typed, const Challenge &refused,
                                   bool isConnect)
{
    // A ticket was got before anything is sent by Negotiate: the name and password were right.
    if (typed.user.isEmpty() || !typed.password || refused.is("Negotiate"))
        return {};
    const std::optional<DigestChallenge> digest = readDigestChallenge(refused);
    const bool bytes
        = digest || refused.is("Basic"); // NTLM has a charset of its own
    const auto charset = refused.param("charset");
    const bool utf8 = charset && charset->compare("UTF-8", Qt::CaseInsensitive) == 0;

    List list(typed);
    addCleaned(list, typed);
    addDecoded(list, typed);
    if (digest && digest->algorithm
        && digest->algorithm->hash == DigestAlgorithm::Hash::Sha512_256) {
        Alternative one = list.asTyped();
        one.form.misprintedHash = true;
        list.add(u"digest-misprint"_s, one);
    }
    if (bytes && !utf8)
        addLatin1(list, typed);
    addLogins(list, typed, refused);
    if (bytes && utf8)
        addLatin1(list, typed);
    if (digest && !isConnect) {
        Alternative one = list.asTyped();
        one.form.absoluteUri = true;
        list.add(u"digest-absolute-uri"_s, one);
    }
    return list.take();
}

Credentials spelled(const Credentials &typed, const Alternative &alternative)
{
    Credentials result = typed.clone();
    if (alternative.id.isEmpty() || !typed.password)
        return result;
    result.user = alternative.user;
    result.domain = alternative.domain;
    std::optional<Secret> other;
    if (alternative.password == Password::Cleaned)
        other = cleaned(*typed.password);
    else if (alternative.password == Password::Decoded)
        other = percentDecoded(*typed.password);
    else if (alternative.form.latin1)
        other = inLatin1(*typed.password);
    if (other)
        result.password = std::move(other);
    return result;
}

} // namespace pt

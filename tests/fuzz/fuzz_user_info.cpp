// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// Addresses and command lines with passwords in them, as people paste them. Input: UTF-8, more or
// less.
#include "Fuzz.h"

#include "protocol/UserInfo.h"

using namespace pt;
using namespace fuzz;
using namespace Qt::StringLiterals;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(viewOf(data, size));
    const qsizetype scheme = schemeEnd(text);
    require(scheme >= 0 && scheme <= text.size(), "a scheme ends in the text");
    QStringView port;
    if (startsWithHostPort(text, &port))
        require(port.size() <= 5, "a port has at most five digits");
    if (const auto found = findUserInfo(text)) {
        require(found->start == scheme, "a user stands behind the scheme");
        require(found->at >= found->start && found->at < text.size() && text[found->at] == u'@',
                "an @ ends the user");
        require(found->colon == -1
                    || (found->colon >= found->start && found->colon < found->at
                        && text[found->colon] == u':'),
                "a colon stands between user and password");
    }
    const QString masked = maskedUrlText(text);
    require(maskedUrlText(masked) == masked, "a masked text stays as it is");
    require(masked.size() <= 4 * text.size(), "a masked text grows little");

    const QString secret = u"Canary-Sesame-1"_s;
    if (!text.contains(secret) && !text.contains(u'\u0000')) {
        const QString pasted = text + u"\nhttp://dev:"_s + secret + u"@proxy.example:3128\n"_s;
        require(!maskedUrlText(pasted).contains(secret), "a password is not in a masked text");
    }
    return 0;
}

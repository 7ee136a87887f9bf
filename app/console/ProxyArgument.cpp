// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ProxyArgument.h"

#include "advice/Wording.h"
#include "model/VisibleText.h"

#include <QCoreApplication>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 2048;

QString shown(const QString &text)
{
    return visibleText(text, false, longest);
}

/// In single quotes where a shell would read something else; for showing, not for running.
QString forShell(const QString &text)
{
    for (const QChar c : text) {
        const bool plain = c.unicode() < 0x80
            && (c.isLetterOrNumber() || QStringLiteral("@%+=:,./-_").contains(c));
        if (!plain) {
            QString quoted = shown(text);
            quoted.replace(u"'"_s, u"'\\''"_s);
            return u'\'' + quoted + u'\'';
        }
    }
    return text;
}

class ProxyArgument
{
    Q_DECLARE_TR_FUNCTIONS(ProxyArgument)

public:
    static UsageError passwordInAddress(const PastedAddress &address)
    {
        QStringList lines;
        lines.append(tr("Give the name with --user and the password with --password-stdin or "
                        "--password-file FILE."));
        lines.append(QString());
        lines += splitting(address);
        const bool named = !address.endpoint.host.isEmpty();
        lines.append(tr("Write for example:"));
        lines.append(u"  proxy-triage-cli check --proxy %1 --user %2 --password-stdin"_s.arg(
            named ? forShell(address.endpoint.authority()) : u"HOST:PORT"_s,
            address.credentials.user.isEmpty() ? u"NAME"_s : forShell(address.credentials.user)));
        return {tr("The proxy address holds a password. On a command line other users of this computer can "
                   "read it, and shells keep it in their history."),
                lines.join(u'\n')};
    }

    static UsageError portMissing(const PastedAddress &address)
    {
        return {tr("The port of the proxy is missing: %1").arg(shown(address.given)),
                tr("Write it behind the name, for example: --proxy %1. Usual ports are 3128, 8080 and 8888.")
                    .arg(forShell(shown(address.endpoint.authority())) + u":3128"_s)};
    }

private:
    /// Where other programs split the address, with the character shown in place.
    static QStringList splitting(const PastedAddress &address)
    {
        QStringList lines;
        lines.append(tr("The address, with the password masked:"));
        const qsizetype at = address.splitAt;
        if (at < 0 || at >= address.given.size()) {
            lines.append(u"  "_s + shown(address.given));
        } else {
            const QString before = shown(address.given.left(at));
            lines.append(u"  "_s + before + shown(address.given.mid(at)));
            lines.append(u"  "_s + QString(before.size(), u' ') + u'^');
        }
        for (const InputProblem &problem : address.problems)
            lines.append(u"  "_s + wordInputProblem(problem));
        if (address.parserReads) {
            lines.append(tr("Other programs read the proxy %1, but %2 was meant.")
                             .arg(shown(address.parserReads->authority()),
                                  shown(address.endpoint.authority())));
        }
        if (!address.correctedMasked.isEmpty()) {
            lines.append(tr("Correctly encoded it reads:"));
            lines.append(u"  "_s + shown(address.correctedMasked));
        }
        return lines;
    }
};

} // namespace

tl::expected<PastedAddress, UsageError> readProxyArgument(const QString &text)
{
    PastedAddress address = readPastedAddress(text);
    if (address.credentials.password)
        return tl::make_unexpected(ProxyArgument::passwordInAddress(address));
    // A PAC file's address, or one without a host, is left to the diagnosis: it names these.
    const bool isNamed = std::any_of(address.problems.cbegin(), address.problems.cend(),
                                   [](const InputProblem &problem) {
                                       return problem.kind == InputProblemKind::PacUrl
                                           || problem.kind == InputProblemKind::Unparsable;
                                   });
    if (!address.endpoint.host.isEmpty() && address.endpoint.port == 0 && !isNamed)
        return tl::make_unexpected(ProxyArgument::portMissing(address));
    return address;
}

} // namespace pt

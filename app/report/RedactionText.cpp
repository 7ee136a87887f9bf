// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "report/RedactionText.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace pt {

namespace {

struct RedactionTexts
{
    Q_DECLARE_TR_FUNCTIONS(RedactionText)

public:
    static QString rule(const QString &id)
    {
        if (id == u"user"_s)
            return tr("user names became user-1, user-2");
        if (id == u"domain"_s)
            return tr("domains became domain-A, domain-B");
        if (id == u"host"_s)
            return tr("host names became host-1.example; addresses became others of the same kind, "
                      "private ones stayed private");
        if (id == u"url"_s)
            return tr(
                "in web addresses the host got a stand-in; sign-in, path names, query and fragment "
                "were withheld");
        if (id == u"address"_s)
            return tr("in proxy addresses every part got a stand-in, the punctuation stayed");
        if (id == u"certificate"_s)
            return tr("names in certificates got stand-ins, and their fingerprints");
        if (id == u"field-value"_s)
            return tr("values of known header fields: names, realms and tokens got stand-ins");
        if (id == u"unknown-field"_s)
            return tr("values of header fields that are not on the list were withheld");
        if (id == u"field-name"_s)
            return tr("names of header fields that may identify somebody were withheld");
        if (id == u"start-line"_s)
            return tr("first lines of messages: addresses and words of one's own were replaced");
        if (id == u"body"_s)
            return tr("pages and bodies: only words that error pages have in common stayed");
        if (id == u"not-parsed"_s)
            return tr("bytes that could not be read as HTTP were withheld");
        if (id == u"token"_s)
            return tr("tokens of a sign-in: names in them got stand-ins, their bytes were withheld");
        if (id == u"socks"_s)
            return tr("SOCKS messages: the user name, the host and the addresses in them");
        if (id == u"file-name"_s)
            return tr("names of files were withheld");
        return tr("texts: names got stand-ins, words of one's own were withheld");
    }
};

} // namespace

QString redactionText(const RedactionLog &log, int unsweepable, const QDateTime &utc)
{
    QStringList lines;
    lines << RedactionTexts::tr("What was replaced or withheld in this bundle") << QString()
          << RedactionTexts::tr("Made %1").arg(utc.toUTC().toString(Qt::ISODate))
          << RedactionTexts::tr(
                 "The files case.json, exchange.txt and report.html were written from the "
                 "Case after everything below had been done. The same original has the same "
                 "stand-in in all of them. The originals are not in this bundle.")
          << RedactionTexts::tr(
                 "Passwords were never recorded. What a program sends to sign in was replaced "
                 "when it was recorded; its kind and the user's stand-in stayed.")
          << QString();
    if (log.sums().isEmpty())
        lines << RedactionTexts::tr("Nothing had to be replaced.");
    QString rule;
    for (auto it = log.sums().cbegin(); it != log.sums().cend(); ++it) {
        if (it.key().first != rule) {
            rule = it.key().first;
            lines << u"["_s + rule + u"] "_s + RedactionTexts::rule(rule);
        }
        lines << u"    "_s
                + RedactionTexts::tr("%1: %2 times, %3 characters")
                      .arg(it.key().second, QString::number(it->count),
                           QString::number(it->characters));
    }
    lines << QString()
          << RedactionTexts::tr(
                 "The finished files were searched for the secrets of this session in every "
                 "spelling; none was found.");
    if (unsweepable > 0) {
        lines << RedactionTexts::tr(
            "Not searched for: %n secret(s) of fewer than 4 bytes, which cannot be "
            "told from other text.",
            nullptr, unsweepable);
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace pt

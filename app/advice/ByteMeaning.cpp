// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/SayWords.h"
#include "advice/Wording.h"
#include "model/VisibleText.h"
#include "protocol/Challenge.h"
#include "protocol/HttpHead.h"
#include "protocol/Masking.h"

#include <QCoreApplication>

namespace pt {

namespace {

constexpr char context[] = "ByteMeaning";

QString translated(const char *text)
{
    return QCoreApplication::translate(context, text);
}

QString say(WordRows rows, const QByteArray &id, const QByteArray &value = {})
{
    const QMap<QString, QString> params{{QStringLiteral("value"), QString::fromUtf8(value)}};
    return sayFirst(context, rows, QLatin1StringView(id.constData(), id.size()), params)
        .value_or(QString());
}

bool holds(const ByteSpan &span, qsizetype offset)
{
    return offset >= span.start && offset < span.end();
}

QString statusMeaning(int status)
{
    const QString exact = say(statusRows(), QByteArray::number(status));
    if (!exact.isEmpty())
        return exact;
    if (status < 100 || status > 599)
        return say(statusRows(), "other");
    return say(statusRows(), QByteArray::number(status / 100) + "xx");
}

QString schemeMeaning(const QByteArray &scheme)
{
    const QString known = say(schemeRows(), scheme.toLower());
    return known.isEmpty() ? say(schemeRows(), "*") : known;
}

QString parameterMeaning(const QByteArray &scheme, const ChallengeParam &param)
{
    for (const QByteArray &key : {scheme.toLower() + '/' + param.name, "*/" + param.name,
                                  QByteArray("*/*")}) {
        const QString said = say(parameterRows(), key, param.value);
        if (!said.isEmpty())
            return said;
    }
    return {};
}

QString challengeMeaning(const HttpHead &head, const QByteArray &bytes, const QByteArray &field,
                         qsizetype offset)
{
    const QList<Challenge> challenges = parseChallenges(head, bytes, field);
    for (const Challenge &challenge : challenges) {
        for (const ChallengeParam &param : challenge.params) {
            if (holds(param.span, offset))
                return parameterMeaning(challenge.scheme, param);
        }
        if (holds(challenge.span, offset)) {
            return challenge.readable ? schemeMeaning(challenge.scheme)
                                      : translated(QT_TRANSLATE_NOOP(
                                          "ByteMeaning",
                                          "No usable sign-in method can be read from these bytes."));
        }
    }
    return {};
}

QString credentialsMeaning(const QByteArray &value)
{
    const auto placeholder = readPlaceholder(value);
    if (!placeholder)
        return {};
    if (placeholder->kind == "basic" && placeholder->fields.contains(QStringLiteral("user"))) {
        return filledWords(
            translated(QT_TRANSLATE_NOOP(
                "ByteMeaning",
                "A Basic sign-in of the user \"%1\". The password was replaced when it was recorded.")),
            {visibleText(placeholder->fields.value(QStringLiteral("user")), false, 120)});
    }
    return translated(QT_TRANSLATE_NOOP(
        "ByteMeaning", "A sign-in. Its secret part was replaced when it was recorded."));
}

QString fieldMeaning(const HttpHead &head, const QByteArray &bytes, const HttpField &field,
                     qsizetype offset)
{
    const QByteArray name = field.name.toLower();
    const bool inValue = holds(field.valueSpan, offset);
    QString meaning;
    if (inValue && (name == "proxy-authenticate" || name == "www-authenticate"))
        meaning = challengeMeaning(head, bytes, name, offset);
    else if (inValue && (name == "proxy-authorization" || name == "authorization"))
        meaning = credentialsMeaning(field.value);
    if (meaning.isEmpty())
        meaning = say(fieldRows(), name);
    if (meaning.isEmpty()) {
        meaning = translated(QT_TRANSLATE_NOOP("ByteMeaning",
                                       "A field of the message that plays no part in the sign-in."));
    }
    return meaning;
}

QString requestLineMeaning(const HttpHead &head)
{
    if (head.method == "CONNECT") {
        return translated(QT_TRANSLATE_NOOP(
            "ByteMeaning", "CONNECT asks the proxy to open a tunnel to this host and port, as https needs it."));
    }
    if (head.requestTarget.startsWith("http://") || head.requestTarget.startsWith("https://")) {
        return translated(QT_TRANSLATE_NOOP("ByteMeaning",
                                    "A plain request: it asks the proxy to fetch this address."));
    }
    return translated(QT_TRANSLATE_NOOP("ByteMeaning", "A request to the website itself."));
}

} // namespace

QString wordByteMeaning(const Exchange &exchange, bool response, qsizetype offset)
{
    const QByteArray &bytes = response ? exchange.response.head : exchange.request.head;
    if (offset < 0 || offset >= bytes.size())
        return {};
    const auto head = parseHead(bytes);
    if (!head)
        return translated(QT_TRANSLATE_NOOP("ByteMeaning", "These bytes are not readable as HTTP."));
    if (holds(head->startLineSpan, offset))
        return head->isResponse ? statusMeaning(head->status) : requestLineMeaning(*head);
    for (const HttpField &field : head->fields) {
        if (holds(field.lineSpan, offset))
            return fieldMeaning(*head, bytes, field, offset);
    }
    const bool isLineEnd = bytes.at(offset) == '\r' || bytes.at(offset) == '\n';
    if (isLineEnd && bytes.size() - offset <= 2)
        return translated(QT_TRANSLATE_NOOP("ByteMeaning", "The empty line that ends the head."));
    return isLineEnd
        ? translated(QT_TRANSLATE_NOOP("ByteMeaning", "The end of the line."))
        : translated(QT_TRANSLATE_NOOP("ByteMeaning", "A line that breaks the rules of HTTP and is left out."));
}

} // namespace pt

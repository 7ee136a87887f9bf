// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/FieldProblems.h"

#include <QRegularExpression>
#include <QStringView>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

bool isInvisibleAnywhere(QChar c)
{
    const char16_t u = c.unicode();
    return u < 0x20 || (u >= 0x7f && u <= 0xa0) || u == 0xad || c.category() == QChar::Other_Format || u == 0x2028
        || u == 0x2029 || (u >= 0x2018 && u <= 0x201f) || u == 0x3000;
}

InputProblem problem(InputProblemKind kind, const QString &field, qsizetype position, qsizetype length,
                     const QString &key, const QString &value)
{
    InputProblem made;
    made.kind = kind;
    made.field = field;
    made.position = position;
    made.length = length;
    made.params.insert(key, value);
    return made;
}

void addInvisible(QList<InputProblem> &problems, const QString &text, const QString &field)
{
    const qsizetype at = findInvisible(text);
    if (at >= 0) {
        problems.append(problem(InputProblemKind::InvisibleCharacter, field, at, 1, u"character"_s,
                                codePointName(text[at].unicode())));
    }
}

} // namespace

QString codePointName(char32_t c)
{
    return u"U+"_s + QString::number(uint(c), 16).toUpper().rightJustified(4, u'0');
}

qsizetype findInvisible(QStringView text, qsizetype from)
{
    for (qsizetype i = std::max<qsizetype>(from, 0); i < text.size(); ++i) {
        const bool edge = i == 0 || i == text.size() - 1;
        if (isInvisibleAnywhere(text[i]) || (edge && text[i].isSpace()))
            return i;
    }
    return -1;
}

QList<InputProblem> fieldProblems(const QString &user, const SecretFacts *secret, const QString &host)
{
    QList<InputProblem> problems;
    static const QRegularExpression escape(u"%[0-9A-Fa-f]{2}"_s);

    addInvisible(problems, user, u"user"_s);
    const QRegularExpressionMatch found = escape.match(user);
    if (found.hasMatch()) {
        problems.append(problem(InputProblemKind::EncodedTwice, u"user"_s, found.capturedStart(),
                                found.capturedLength(), u"escape"_s, found.captured()));
    }
    const qsizetype colon = user.indexOf(u':');
    if (colon >= 0) {
        problems.append(problem(InputProblemKind::ColonInUserName, u"user"_s, colon, 1, u"character"_s, u":"_s));
    }

    if (secret) {
        if (secret->leadingOrTrailingSpace || secret->invisible || secret->smartQuote) {
            const QString kind = secret->leadingOrTrailingSpace ? u"space-at-end"_s
                : secret->invisible                             ? u"invisible"_s
                                                                : u"smart-quote"_s;
            problems.append(problem(InputProblemKind::InvisibleCharacter, u"password"_s, -1, 0, u"character"_s, kind));
        }
        if (secret->percentEscape)
            problems.append(problem(InputProblemKind::EncodedTwice, u"password"_s, -1, 0, u"escape"_s, u"%XX"_s));
    }

    addInvisible(problems, host, u"host"_s);
    const auto hostFault = [&](qsizetype position, qsizetype length, const QString &reason) {
        problems.append(problem(InputProblemKind::Unparsable, u"host"_s, position, length, u"reason"_s, reason));
    };
    const qsizetype scheme = host.indexOf("://"_L1);
    if (scheme >= 0) {
        hostFault(0, scheme + 3, u"has-scheme"_s);
    } else if (const qsizetype at = host.indexOf(u'@'); at >= 0) {
        hostFault(at, 1, u"has-user"_s);
    } else if (const qsizetype slash = host.indexOf(u'/'); slash >= 0) {
        hostFault(slash, host.size() - slash, u"has-path"_s);
    } else {
        const QString inner = host.trimmed();
        static const QRegularExpression bad(u"[\\s?#%\\\\\"'<>(){}|^`,;]"_s);
        const QRegularExpressionMatch wrong = bad.match(inner);
        if (wrong.hasMatch())
            hostFault(host.indexOf(inner) + wrong.capturedStart(), 1, u"character"_s);
    }
    return problems;
}

} // namespace pt

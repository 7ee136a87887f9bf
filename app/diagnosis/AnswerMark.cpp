// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/AnswerMark.h"

#include "diagnosis/ProxyMarks.h"
#include "protocol/AsciiChars.h"

namespace pt {

namespace {

using Part = MarkCondition::Part;
using Match = MarkCondition::Match;

/// What a version is made of; at most 32 bytes.
QByteArray versionAt(QByteArrayView bytes)
{
    qsizetype end = 0;
    while (end < bytes.size() && end < 32
           && (ascii::isDigit(bytes[end]) || ascii::isAlpha(bytes[end]) || bytes[end] == '.'
               || bytes[end] == '-' || bytes[end] == '_')) {
        ++end;
    }
    while (end > 0 && bytes[end - 1] == '.')
        --end;
    return end > 0 && ascii::isDigit(bytes.front()) ? bytes.first(end).toByteArray() : QByteArray();
}

/// Whether `value` is as the condition wants it, and the version behind its text.
bool holds(const MarkCondition &condition, QByteArrayView value, QByteArray &version)
{
    qsizetype at = 0;
    switch (condition.match) {
    case Match::Present:
        return !value.isEmpty();
    case Match::Absent:
        return value.isEmpty();
    case Match::IsExactly:
        return value == QByteArrayView(condition.text);
    case Match::Is:
        return value.compare(condition.text, Qt::CaseInsensitive) == 0;
    case Match::Begins:
        if (value.size() < condition.text.size()
            || value.first(condition.text.size()).compare(condition.text, Qt::CaseInsensitive) != 0)
            return false;
        break;
    case Match::Has:
        at = findIgnoringCase(value, condition.text);
        if (at < 0)
            return false;
        break;
    }
    if (condition.version)
        version = versionAt(value.sliced(at + condition.text.size()));
    return true;
}

QByteArrayView lastOfList(QByteArrayView value)
{
    const qsizetype comma = value.lastIndexOf(',');
    return comma < 0 ? value : value.sliced(comma + 1);
}

std::optional<MarkHit> findInField(const MarkCondition &condition, const HttpField *field,
                                   bool lastEntry)
{
    const QByteArrayView value = field ? QByteArrayView(field->value) : QByteArrayView();
    MarkHit hit;
    if (!holds(condition, lastEntry ? lastOfList(value) : value, hit.version))
        return std::nullopt;
    if (field)
        hit.span = field->lineSpan;
    return hit;
}

std::optional<MarkHit> findInChallenges(const MarkCondition &condition,
                                        const QList<Challenge> &challenges)
{
    for (const Challenge &challenge : challenges) {
        MarkHit hit;
        const auto realm = challenge.param("realm");
        if (realm && holds(condition, *realm, hit.version)) {
            hit.span = challenge.span;
            return hit;
        }
    }
    return std::nullopt;
}

std::optional<MarkHit> findCondition(const MarkCondition &condition, const ExchangeView &view)
{
    const HttpHead &head = *view.response;
    MarkHit hit;
    switch (condition.part) {
    case Part::Server:
        return findInField(condition, head.field("Server"), false);
    case Part::Via: {
        const QList<const HttpField *> fields = head.all("Via");
        return findInField(condition, fields.isEmpty() ? nullptr : fields.last(), true);
    }
    case Part::ProxyAgent:
        return findInField(condition, head.field("Proxy-Agent"), false);
    case Part::Field:
        return findInField(condition, head.field(condition.name), false);
    case Part::Realm:
        if (auto found = findInChallenges(condition, view.proxyChallenges))
            return found;
        // A site's question passes through; only with CONNECT there is none.
        return view.by == Answerer::Proxy ? findInChallenges(condition, view.targetChallenges)
                                          : std::nullopt;
    case Part::Reason:
        if (!holds(condition, head.reason, hit.version))
            return std::nullopt;
        hit.span = head.startLineSpan;
        return hit;
    case Part::Protocol:
        if (!holds(condition, head.version, hit.version))
            return std::nullopt;
        hit.span = head.startLineSpan;
        return hit;
    case Part::Body: {
        const QByteArray &body = view.exchange->response.body;
        if (!holds(condition, body, hit.version))
            return std::nullopt;
        hit.source = EvidenceSource::ResponseBody;
        const qsizetype at
            = condition.match == Match::Has ? findIgnoringCase(body, condition.text) : 0;
        hit.span = {at,
                    condition.text.isEmpty() ? std::min<qsizetype>(body.size(), 80)
                                             : condition.text.size() + hit.version.size()};
        return hit;
    }
    }
    return std::nullopt;
}

} // namespace

std::optional<MarkHit> findMark(const AnswerMark &mark, const ExchangeView &view)
{
    if (!view.response || mark.all.isEmpty() || (mark.status != 0 && mark.status != view.status))
        return std::nullopt;
    std::optional<MarkHit> first;
    for (const MarkCondition &condition : mark.all) {
        const std::optional<MarkHit> hit = findCondition(condition, view);
        if (!hit)
            return std::nullopt;
        if (!first)
            first = hit;
    }
    return first;
}

} // namespace pt

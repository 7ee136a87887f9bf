// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagnosis/ClockSight.h"

#include "protocol/NegotiateToken.h"
#include "protocol/NtlmChallenge.h"
#include "protocol/NtlmTime.h"
#include "protocol/NtlmToken.h"

#include <QLocale>

#include <algorithm>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

/// A time without its fraction of a second is up to one second older than what it stands for.
constexpr qint64 wholeSecondMs = 1000;

/// `told` was made between the first byte of the request and the first byte of the answer.
std::optional<ClockReading> reading(const Observations &observed, const ExchangeView &view,
                                    ClockSource source, const ByteSpan &span, const QDateTime &told)
{
    const QDateTime sent = localTime(observed, *view.exchange);
    if (!sent.isValid() || !told.isValid() || view.exchange->firstByteMs < 0)
        return std::nullopt;
    const qint64 round = std::max<qint64>(0, view.exchange->firstByteMs - view.exchange->startedMs);
    // The bounds are sent - told - 1 s and sent + round - told.
    const qint64 uncertainty = (round + wholeSecondMs + 1) / 2;
    return ClockReading{source, &view, span,
                        told.msecsTo(sent) + (round - wholeSecondMs) / 2, uncertainty};
}

/// An answer from a store keeps the Date of when it was made (RFC 9111 section 5.1).
bool isStored(const HttpHead &head)
{
    if (head.field("Age"))
        return true;
    const QList<const HttpField *> fields = head.all("X-Cache");
    return std::any_of(fields.begin(), fields.end(), [](const HttpField *field) {
        return field->value.toUpper().contains("HIT");
    });
}

void readDate(const Observations &observed, const ExchangeView &view, QList<ClockReading> &found)
{
    const bool proxy = view.by == Answerer::Proxy;
    if ((!proxy && view.by != Answerer::Target) || isStored(*view.response))
        return;
    const QList<const HttpField *> fields = view.response->all("Date");
    // Of two that differ nobody knows which one counts.
    if (fields.size() != 1)
        return;
    if (const auto one
        = reading(observed, view, proxy ? ClockSource::ProxyDate : ClockSource::SiteDate,
                  fields.first()->lineSpan, httpDate(fields.first()->value)))
        found.append(*one);
}

void readNtlm(const Observations &observed, const ExchangeView &view, const Challenge &challenge,
              QList<ClockReading> &found)
{
    const NtlmToken token = readNtlmToken(*challenge.token68);
    if (!hasNtlmSignature(token.bytes))
        return;
    const NtlmChallenge second = readNtlmChallenge(token.bytes);
    if (!second.targetInfo.timestamp || !second.firstError().isEmpty())
        return;
    if (const auto one = reading(observed, view, ClockSource::ProxyNtlm, challenge.span,
                                 ntlmDateTime(*second.targetInfo.timestamp)))
        found.append(*one);
}

void readKerberos(const Observations &observed, const ExchangeView &view,
                  const Challenge &challenge, QList<ClockReading> &found)
{
    const auto bytes = QByteArray::fromBase64Encoding(*challenge.token68,
                                                      QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return;
    const NegotiateToken token = readNegotiateToken(*bytes);
    if (!token.error || !token.error->serverTime)
        return;
    QDateTime told
        = QDateTime::fromString(token.error->serverTime->value, u"yyyyMMddHHmmss'Z'"_s);
    told.setTimeSpec(Qt::UTC);
    if (const auto one
        = reading(observed, view, ClockSource::ProxyKerberos, challenge.span, told))
        found.append(*one);
}

} // namespace

QDateTime httpDate(QByteArrayView text)
{
    const QByteArrayView trimmed = text.trimmed();
    constexpr qsizetype length = 29; // "Fri, 02 Jan 2026 03:04:05 GMT"
    if (trimmed.size() != length || !trimmed.endsWith(" GMT"))
        return {};
    const QString date = QString::fromLatin1(trimmed);
    const QDate day = QLocale::c().toDate(date.left(16), u"ddd, dd MMM yyyy"_s);
    const QTime time = QTime::fromString(date.mid(17, 8), u"hh:mm:ss"_s);
    return day.isValid() && time.isValid() ? QDateTime(day, time, Qt::UTC) : QDateTime();
}

QDateTime localTime(const Observations &observed, const Exchange &exchange)
{
    const QDateTime start
        = QDateTime::fromString(observed.theCase().environment.startedUtc, Qt::ISODateWithMs);
    return start.isValid() && exchange.form != ExchangeForm::Imported
        ? start.toUTC().addMSecs(exchange.startedMs)
        : QDateTime();
}

QList<ClockReading> clockReadings(const Observations &observed)
{
    QList<ClockReading> found;
    for (const ExchangeView &view : observed.views) {
        if (!view.response)
            continue;
        readDate(observed, view, found);
        for (const Challenge &challenge : view.proxyChallenges) {
            if (!challenge.token68 || challenge.token68->isEmpty() || !view.toProxy())
                continue;
            if (challenge.is("NTLM") || challenge.is("Negotiate"))
                readNtlm(observed, view, challenge, found);
            if (challenge.is("Negotiate"))
                readKerberos(observed, view, challenge, found);
        }
    }
    return found;
}

std::optional<ClockReading> furthestClock(const QList<ClockReading> &readings)
{
    const auto it = std::max_element(readings.begin(), readings.end(),
                                     [](const ClockReading &a, const ClockReading &b) {
                                         return a.atLeastMs() < b.atLeastMs();
                                     });
    return it == readings.end() ? std::nullopt : std::optional(*it);
}

std::optional<ClockReading> furthestProxyClock(const Observations &observed)
{
    QList<ClockReading> readings = clockReadings(observed);
    readings.removeIf([](const ClockReading &one) { return !one.ofProxy(); });
    return furthestClock(readings);
}

QList<ClockReading> proxyClocksApart(const QList<ClockReading> &readings)
{
    const ClockReading *lowest = nullptr;
    const ClockReading *highest = nullptr;
    for (const ClockReading &one : readings) {
        if (one.source != ClockSource::ProxyDate)
            continue;
        if (!lowest || one.aheadMs < lowest->aheadMs)
            lowest = &one;
        if (!highest || one.aheadMs > highest->aheadMs)
            highest = &one;
    }
    if (!lowest
        || highest->aheadMs - lowest->aheadMs <= highest->uncertaintyMs + lowest->uncertaintyMs)
        return {};
    return {*lowest, *highest};
}

Evidence clockBytes(const ClockReading &reading)
{
    return responseSpan(*reading.view, reading.span, "kerberos.clocks"_L1,
                        {{u"minutes"_s, minutesApart(reading)}, {u"ahead"_s, isAhead(reading)}});
}

void ruleOutClocks(const Observations &observed, FindingBuilder &builder)
{
    qint64 atMost = -1;
    const QList<ClockReading> readings = clockReadings(observed);
    for (const ClockReading &one : readings) {
        if (one.ofProxy())
            atMost = std::max(atMost, one.atMostMs());
    }
    if (atMost < 0 || atMost > kerberosSkewMs)
        return;
    builder.ruleOut("kerberos.clock-skew"_L1, "clocks-agree"_L1,
                    {{u"seconds"_s, QString::number((atMost + 999) / 1000)}});
}

QString minutesApart(const ClockReading &reading)
{
    return QString::number(qAbs(reading.aheadMs) / 60'000);
}

QString isAhead(const ClockReading &reading)
{
    return reading.aheadMs >= 0 ? u"yes"_s : u"no"_s;
}

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/WatchWords.h"

#include "advice/SayWords.h"
#include "advice/Wording.h"
#include "model/VisibleText.h"

#include <QCoreApplication>
#include <QDateTime>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text, const QStringList &values = {})
{
    return filledWords(QCoreApplication::translate("WatchWording", text), values);
}

QString shown(const QString &text)
{
    return visibleText(text, false, 240);
}

QDateTime timeOf(const QString &utc)
{
    return QDateTime::fromString(utc, Qt::ISODateWithMs);
}

QString signInByName(const QString &name)
{
    const std::optional<WatchSignIn> signIn = parseWatchSignIn(name);
    return signIn ? wordWatchSignIn(*signIn) : shown(name);
}

QString statusByName(const QString &status)
{
    return status == "0"_L1 ? say(QT_TRANSLATE_NOOP("WatchWording", "no answer")) : shown(status);
}

QString changedStatus(const WatchChange &change, const QStringList &values)
{
    if (change.what == "plain"_L1) {
        return say(QT_TRANSLATE_NOOP(
                       "WatchWording",
                       "Answer to a plain request without a sign-in: %1 until %2, %3 since %4."),
                   values);
    }
    if (change.what == "connect"_L1) {
        return say(
            QT_TRANSLATE_NOOP("WatchWording",
                              "Answer to a CONNECT without a sign-in: %1 until %2, %3 since %4."),
            values);
    }
    if (change.what == "signed-plain"_L1) {
        return say(QT_TRANSLATE_NOOP(
                       "WatchWording",
                       "Answer to a plain request with the sign-in: %1 until %2, %3 since %4."),
                   values);
    }
    return say(QT_TRANSLATE_NOOP("WatchWording",
                                 "Answer to a CONNECT with the sign-in: %1 until %2, %3 since %4."),
               values);
}

QString changedLatency(const WatchChange &change, const QString &time)
{
    const bool slower = change.after.toLongLong() > change.before.toLongLong();
    const QStringList values{change.after, time, change.before};
    if (change.what == "connect"_L1) {
        return slower
            ? say(
                QT_TRANSLATE_NOOP("WatchWording",
                                  "Connecting to the proxy takes long since %2: %1 ms, where %3 ms "
                                  "were usual."),
                values)
            : say(QT_TRANSLATE_NOOP(
                      "WatchWording",
                      "Connecting to the proxy is quick again since %2: %1 ms, after %3 ms."),
                  values);
    }
    return slower
        ? say(QT_TRANSLATE_NOOP(
                  "WatchWording",
                  "The proxy answers slowly since %2: after %1 ms, where %3 ms were usual."),
              values)
        : say(QT_TRANSLATE_NOOP(
                  "WatchWording",
                  "The proxy answers quickly again since %2: after %1 ms, and after %3 ms before."),
              values);
}

} // namespace

QString wordWatchTime(const QString &utc)
{
    const QDateTime time = timeOf(utc);
    return time.isValid() ? time.toLocalTime().toString(u"HH:mm:ss"_s) : QString();
}

QString wordWatchBothTimes(const QString &utc)
{
    const QDateTime time = timeOf(utc);
    if (!time.isValid())
        return {};
    return say(QT_TRANSLATE_NOOP("WatchWording", "%1 (%2 UTC)"),
               {time.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s),
                time.toUTC().toString(u"HH:mm:ss"_s)});
}

QString wordWatchVerdict(const QString &cause, bool asksOnly)
{
    return asksOnly ? say(QT_TRANSLATE_NOOP("WatchWording",
                                            "The proxy asks for a sign-in, which was not tried"))
                    : causeTitle(cause);
}

QString wordWatchSignIn(WatchSignIn signIn)
{
    switch (signIn) {
    case WatchSignIn::NotTried:
        return say(QT_TRANSLATE_NOOP("WatchWording", "not tried"));
    case WatchSignIn::NotAsked:
        return say(QT_TRANSLATE_NOOP("WatchWording", "not asked for"));
    case WatchSignIn::Accepted:
        return say(QT_TRANSLATE_NOOP("WatchWording", "accepted"));
    case WatchSignIn::Refused:
        return say(QT_TRANSLATE_NOOP("WatchWording", "refused"));
    case WatchSignIn::Unheard:
        return say(QT_TRANSLATE_NOOP("WatchWording", "without a reply"));
    case WatchSignIn::Withheld:
        return say(QT_TRANSLATE_NOOP("WatchWording", "kept back"));
    }
    return {};
}

QString wordWatchStatus(std::optional<int> status)
{
    return status ? statusByName(QString::number(*status)) : QString();
}

QString wordWatchAnswers(std::optional<int> plain, std::optional<int> connect)
{
    if (plain && connect) {
        return say(QT_TRANSLATE_NOOP("WatchWording", "plain %1, CONNECT %2"),
                   {wordWatchStatus(plain), wordWatchStatus(connect)});
    }
    if (plain)
        return say(QT_TRANSLATE_NOOP("WatchWording", "plain %1"), {wordWatchStatus(plain)});
    if (connect)
        return say(QT_TRANSLATE_NOOP("WatchWording", "CONNECT %1"), {wordWatchStatus(connect)});
    return {};
}

QString wordWatchNode(const WatchRound &round)
{
    return shown(round.nodes.isEmpty() ? round.server : round.nodes.join(u", "_s));
}

QString wordWatchMilliseconds(std::optional<qint64> ms)
{
    return ms ? say(QT_TRANSLATE_NOOP("WatchWording", "%1 ms"), {QString::number(*ms)}) : QString();
}

QString wordWatchRound(const WatchRound &round)
{
    QStringList parts{wordWatchVerdict(round.verdict, round.asksOnly)};
    if (round.plainStatus || round.connectStatus) {
        parts.append(say(QT_TRANSLATE_NOOP("WatchWording", "without a sign-in: %1"),
                         {wordWatchAnswers(round.plainStatus, round.connectStatus)}));
    }
    if (round.signedPlainStatus || round.signedConnectStatus) {
        parts.append(say(QT_TRANSLATE_NOOP("WatchWording", "with the sign-in: %1"),
                         {wordWatchAnswers(round.signedPlainStatus, round.signedConnectStatus)}));
    }
    for (const QString &part : {shown(round.address), wordWatchNode(round)}) {
        if (!part.isEmpty())
            parts.append(part);
    }
    if (round.answerMs) {
        parts.append(say(QT_TRANSLATE_NOOP("WatchWording", "answer after %1 ms"),
                         {QString::number(*round.answerMs)}));
    }
    return parts.join(u"; "_s);
}

QString wordWatchChange(const WatchChange &change)
{
    const QString until = wordWatchTime(change.beforeUtc);
    const QString since = wordWatchTime(change.afterUtc);
    const QStringList values{shown(change.before), until, shown(change.after), since};
    switch (change.aspect) {
    case WatchAspect::Verdict:
        return say(QT_TRANSLATE_NOOP("WatchWording", "Result: \"%1\" until %2, \"%3\" since %4."),
                   {causeTitle(change.before), until, causeTitle(change.after), since});
    case WatchAspect::SignIn:
        if (change.after == "refused"_L1) {
            return say(
                QT_TRANSLATE_NOOP(
                    "WatchWording",
                    "Sign-in %1 until %2, refused since %3. It is not sent again in this watch."),
                {signInByName(change.before), until, since});
        }
        return say(QT_TRANSLATE_NOOP("WatchWording", "Sign-in %1 until %2, %3 since %4."),
                   {signInByName(change.before), until, signInByName(change.after), since});
    case WatchAspect::Status:
        return changedStatus(
            change, {statusByName(change.before), until, statusByName(change.after), since});
    case WatchAspect::Schemes:
        return say(QT_TRANSLATE_NOOP(
                       "WatchWording",
                       "Methods of sign-in that the proxy offers: %1 until %2, %3 since %4."),
                   values);
    case WatchAspect::Address:
        return say(
            QT_TRANSLATE_NOOP("WatchWording", "The proxy's address: %1 until %2, %3 since %4."),
            values);
    case WatchAspect::Node:
        if (change.what == "program"_L1) {
            return say(
                QT_TRANSLATE_NOOP("WatchWording",
                                  "The proxy's program calls itself %1 until %2, and %3 since %4: "
                                  "another node may answer."),
                values);
        }
        return say(
            QT_TRANSLATE_NOOP("WatchWording", "Another node answers: %1 until %2, %3 since %4."),
            values);
    case WatchAspect::Latency:
        return changedLatency(change, since);
    case WatchAspect::Certificate:
        return say(QT_TRANSLATE_NOOP(
                       "WatchWording",
                       "The proxy shows another certificate since %1. Its SHA-256 begins with %2, "
                       "before with %3."),
                   {since, change.after.left(16), change.before.left(16)});
    }
    return {};
}

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/SystemClock.h"
#include "model/SystemRandom.h"
#include "practice/PracticeCertificate.h"
#include "protocol/HttpHead.h"
#include "stages/Runner.h"
#include "support/ScriptedServer.h"

#include <QEventLoop>
#include <QObject>
#include <QTest>
#include <QTimer>

namespace test {

/// The site certificate of all tests of a program: site.test, other.test, localhost and 127.0.0.1.
inline const pt::PracticeCertificate &siteCertificate()
{
    static const pt::PracticeCertificate certificate = [] {
        auto made = pt::PracticeCertificate::make(
            QStringLiteral("Test authority"),
            "DNS:site.test,DNS:other.test,DNS:localhost,IP:127.0.0.1",
            QDateTime::currentDateTimeUtc());
        if (!made)
            qFatal("no test certificate");
        return *made;
    }();
    return certificate;
}

inline const QByteArray basicChallenge = "HTTP/1.1 407 Proxy Authentication Required\r\n"
                                         "Proxy-Authenticate: Basic realm=\"office\"\r\n"
                                         "Content-Length: 4\r\n\r\nnope";
inline const QByteArray plainOk = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
inline const QByteArray insideOk = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\ninside";
inline const QByteArray connectOk = "HTTP/1.1 200 Connection established\r\n\r\n";

inline bool isRight(const Seen &request)
{
    return request.head.contains("Proxy-Authorization: Basic "
                                 + QByteArray("dev:right-horse").toBase64() + "\r\n");
}

/// What a working proxy and target do once a request may pass.
inline QList<Act> pass(const Seen &request)
{
    if (request.inside)
        return {send(insideOk)};
    if (request.isConnect())
        return {send(connectOk), startTls()};
    return {send(plainOk)};
}

/// A proxy with Basic sign-in that keeps its connections.
inline QList<Act> basicProxy(const Seen &request)
{
    return request.inside || isRight(request) ? pass(request) : QList<Act>{send(basicChallenge)};
}

/// A request for a run against `server`, dev with the right password, and the site's authority
/// trusted.
inline pt::RunRequest requestFor(const ScriptedServer &server, const QStringList &targets,
                                 const QByteArray &password = "right-horse")
{
    pt::RunRequest request;
    request.input.endpoint.host = QStringLiteral("127.0.0.1");
    request.input.endpoint.port = server.serverPort();
    request.input.targets = targets;
    request.input.user = QStringLiteral("dev");
    request.credentials.user = QStringLiteral("dev");
    request.credentials.password = pt::Secret::takeUtf8(QByteArray(password));
    request.extraTrust = {siteCertificate().authority};
    request.limits.idleMs = 3000;
    return request;
}

/// Runs a request and writes down what the runner says.
class RunRecorder : public QObject
{
    Q_OBJECT

public:
    RunRecorder()
        : runner(clock, random)
    {
        connect(&runner, &pt::Runner::stageStarted, this,
                [this](pt::StageId stage) { note(QStringLiteral("start ") + toString(stage)); });
        connect(&runner, &pt::Runner::stageFinished, this, [this](const pt::StageResult &stage) {
            note(toString(stage.id) + u' ' + toString(stage.status) + u' ' + stage.code);
        });
        connect(&runner, &pt::Runner::exchangeRecorded, this,
                [this](const pt::Exchange &exchange) { recorded.append(exchange); });
        connect(&runner, &pt::Runner::attemptsChanged, this,
                [this](const pt::Attempts &now) { attempts = now; });
        connect(&runner, &pt::Runner::finished, this, [this](const pt::Case &value) {
            ++finishes;
            result = value;
            if (inCall)
                ++early;
        });
    }

    void start(pt::RunRequest request)
    {
        inCall = true;
        runner.start(std::move(request));
        inCall = false;
    }
    void cancel()
    {
        inCall = true;
        runner.cancel();
        inCall = false;
    }
    /// False: not finished within `ms`.
    bool wait(int ms = 20'000)
    {
        if (finishes == 0) {
            QEventLoop loop;
            connect(&runner, &pt::Runner::finished, &loop, &QEventLoop::quit);
            QTimer::singleShot(ms, &loop, &QEventLoop::quit);
            loop.exec();
        }
        return finishes > 0;
    }
    bool run(pt::RunRequest request, int ms = 20'000)
    {
        start(std::move(request));
        return wait(ms);
    }

    /// One line for each exchange: "challenge plain 407 c1", more behind it where there is
    /// something to say.
    QStringList exchanges() const
    {
        QStringList lines;
        for (const pt::Exchange &e : result.exchanges) {
            const auto head = pt::parseHead(e.response.head);
            QString line = toString(e.stage) + u' ' + toString(e.form) + u' '
                + QString::number(head && e.response.headComplete ? head->status : 0)
                + QStringLiteral(" c") + QString::number(e.connection);
            if (e.control)
                line += QStringLiteral(" control");
            if (!e.answeredScheme.isEmpty())
                line += u' ' + e.answeredScheme;
            if (e.answerRejected)
                line += QStringLiteral(" rejected");
            if (e.end != pt::ExchangeEnd::Complete)
                line += u' ' + toString(e.end);
            lines.append(line);
        }
        return lines;
    }

    const pt::StageResult *stageResult(pt::StageId id) const
    {
        for (const pt::StageResult &one : result.stages) {
            if (one.id == id)
                return &one;
        }
        return nullptr;
    }

    pt::SystemClock clock;
    pt::SystemRandom random;
    pt::Runner runner;
    QStringList log;
    QList<pt::Exchange> recorded;
    pt::Attempts attempts;
    pt::Case result;
    int finishes = 0;
    int early = 0; ///< signals from inside start() or cancel()
    bool inCall = false;

private:
    void note(const QString &line)
    {
        log.append(line);
        if (inCall)
            ++early;
    }
};

} // namespace test

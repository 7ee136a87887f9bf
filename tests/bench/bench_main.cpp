// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// One line a case: time of one operation, and how many bytes it reads in a second.
#include "diagnosis/Diagnose.h"
#include "model/CaseJson.h"
#include "model/FullCase.h"
#include "protocol/Challenge.h"
#include "protocol/Masking.h"
#include "protocol/ResponseReader.h"

#include <QJsonDocument>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

using namespace pt;
using namespace std::chrono_literals;

namespace {

using Clock = std::chrono::steady_clock;

/// Of `work`, which gives back something that hangs on its result, so that it cannot be left out.
double nanosecondsOf(const std::function<qint64()> &work)
{
    static volatile qint64 used = 0;
    double best = 0;
    for (int round = 0; round < 5; ++round) {
        qint64 runs = 0;
        const Clock::time_point start = Clock::now();
        Clock::duration taken{};
        do {
            used = used + work();
            ++runs;
            taken = Clock::now() - start;
        } while (taken < 100ms);
        const double each = std::chrono::duration<double, std::nano>(taken).count() / double(runs);
        best = round == 0 ? each : std::min(best, each);
    }
    return best;
}

struct BenchCase
{
    const char *name;
    qsizetype bytes; ///< read by one operation
    std::function<qint64()> work;
};

QByteArray digestChallenge()
{
    return "Digest realm=\"office proxy\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", "
           "qop=\"auth,auth-int\", algorithm=SHA-256, opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", "
           "Basic realm=\"office proxy\", NTLM, Negotiate";
}

/// Just below what is read of a head: 490 fields.
QByteArray largestHead()
{
    QByteArray head = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n"
                      "Proxy-Authenticate: "
        + digestChallenge() + "\r\n";
    const QByteArray value(600, 'v');
    for (int i = 0; i < 490; ++i)
        head += "X-Field-" + QByteArray::number(i) + ": " + value + "\r\n";
    return head + "\r\n";
}

QByteArray requestHead()
{
    return "CONNECT www.example:443 HTTP/1.1\r\nHost: www.example:443\r\nUser-Agent: bench/1\r\n"
           "Proxy-Authorization: Basic ZGV2OnNlY3JldDEy\r\nCookie: a=b; c=d\r\n"
           "Referer: http://dev:secret@proxy.example:3128/x\r\n\r\n";
}

Case signedInWrongly()
{
    Case value = test::fullCase();
    Exchange &exchange = value.exchanges.first();
    exchange.request.head = maskedHead(requestHead());
    exchange.response.head = "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: "
        + digestChallenge() + "\r\nContent-Length: 0\r\n\r\n";
    exchange.response.body.clear();
    exchange.answerRejected = true;
    return value;
}

} // namespace

int main(int argc, char *argv[])
{
    const QByteArray challenge = digestChallenge();
    QByteArray challenges = challenge;
    while (challenges.size() < 64 * 1024)
        challenges += ", " + challenge;
    const QByteArray request = requestHead();
    const QByteArray large = largestHead();
    const Case full = signedInWrongly();
    const QByteArray json = QJsonDocument(caseToJson(full)).toJson(QJsonDocument::Compact);

    const auto readAnswer = [&large](qsizetype piece) {
        ResponseReader reader{RunLimits()};
        for (qsizetype at = 0; at < large.size(); at += piece)
            reader.feed(QByteArrayView(large).sliced(at, std::min(piece, large.size() - at)));
        return qint64(reader.head() ? reader.head()->fields.size() : -1);
    };
    const auto jsonAndBack = [&full] {
        const QByteArray text = QJsonDocument(caseToJson(full)).toJson(QJsonDocument::Compact);
        const auto read = caseFromJson(QJsonDocument::fromJson(text).object());
        return qint64(read ? read->exchanges.size() : -1);
    };
    const QList<BenchCase> cases{
        {"challenge, usual", challenge.size(),
         [&] { return qint64(parseChallengeValue(challenge).size()); }},
        {"challenge, 64 KiB", challenges.size(),
         [&] { return qint64(parseChallengeValue(challenges).size()); }},
        {"head, largest, at once", large.size(), [&] { return readAnswer(large.size()); }},
        {"head, largest, by 1460", large.size(), [&] { return readAnswer(1460); }},
        {"head, largest, by 1", large.size(), [&] { return readAnswer(1); }},
        {"masking, request", request.size(), [&] { return qint64(maskedHead(request).size()); }},
        {"masking, largest head", large.size(), [&] { return qint64(maskedHead(large).size()); }},
        {"diagnosis, full Case", json.size(),
         [&] { return qint64(diagnose(full).findings.size()); }},
        {"JSON and back, full Case", json.size(), jsonAndBack},
    };
    const QByteArray wanted = argc > 1 ? QByteArray(argv[1]) : QByteArray();
    int shown = 0;
    for (const BenchCase &one : cases) {
        if (!QByteArrayView(one.name).contains(wanted))
            continue;
        if (one.work() < 0) {
            std::fprintf(stderr, "pt_bench: %s does not work\n", one.name);
            return 1;
        }
        const double each = nanosecondsOf(one.work);
        std::printf("%-26s %12.0f ns/op %10.1f MB/s\n", one.name, each,
                    double(one.bytes) * 1000 / each);
        std::fflush(stdout);
        ++shown;
    }
    if (shown == 0)
        std::fprintf(stderr, "pt_bench: no case has \"%s\" in its name\n", wanted.constData());
    return shown == 0 ? 2 : 0;
}

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "intake/CaseFromText.h"
#include "protocol/Masking.h"
#include "support/GrowthCheck.h"

#include <QRandomGenerator>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

// "dev:canary-word"
const QByteArray credentials = "Basic ZGV2OmNhbmFyeS13b3Jk";

const QByteArray rejectedRaw =
    "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n"
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 5\r\n\r\nhello"
    "\r\nGET http://example.com/ HTTP/1.1\r\nHost: example.com\r\nProxy-Authorization: " + credentials + "\r\n\r\n"
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n";

QByteArray everything(const Case &value)
{
    QByteArray all;
    for (const Exchange &e : value.exchanges)
        all += e.request.head + e.request.body + e.response.head + e.response.body + e.target.toUtf8();
    return all + value.input.user.toUtf8() + value.input.given.toUtf8() + value.input.targets.join(u' ').toUtf8();
}

} // namespace

class TestCaseFromText : public QObject
{
    Q_OBJECT

private slots:
    void rejectedPlainRequest();
    void lineEndsDoNotMatter();
    void curlLines();
    void tunnel();
    void onlyAResponse();
    void onlyARequest();
    void interimAnswers();
    void refusals_data();
    void refusals();
    void credentialsBecomeFacts();
    void secretsAreMasked();
    void tokensAreTakenApart();
    void http2Lines();
    void failures_data();
    void failures();
    void bounds();
    void anyText();
    void linearTime();
};

void TestCaseFromText::rejectedPlainRequest()
{
    const Result<Case> read = caseFromText(rejectedRaw);
    QVERIFY(read);
    QVERIFY(read->origin == CaseOrigin::RawText);
    QCOMPARE(read->exchanges.size(), 2);
    const Exchange &first = read->exchanges[0];
    QCOMPARE(first.id, 1);
    QVERIFY(first.form == ExchangeForm::PlainRequest);
    QVERIFY(first.stage == StageId::Challenge);
    QCOMPARE(first.target, u"http://example.com/"_s);
    QCOMPARE(first.answeredScheme, QString());
    QVERIFY(!first.answerRejected);
    QCOMPARE(first.response.startLine(), "HTTP/1.1 407 Proxy Authentication Required"_ba);
    QCOMPARE(first.response.body, "hello"_ba);
    QVERIFY(first.response.headComplete && first.response.bodyComplete);
    QVERIFY(first.peerKeptOpen);
    QVERIFY(first.end == ExchangeEnd::Complete);
    const Exchange &second = read->exchanges[1];
    QCOMPARE(second.id, 2);
    QVERIFY(second.stage == StageId::SignIn);
    QCOMPARE(second.answeredScheme, u"basic"_s);
    QVERIFY(second.answerRejected);
    QCOMPARE(second.connection, first.connection);
    QCOMPARE(read->attempts.sent, 1);
    QCOMPARE(read->attempts.rejected, 1);
    QCOMPARE(read->input.targets, QStringList{u"http://example.com/"_s});
}

void TestCaseFromText::lineEndsDoNotMatter()
{
    QByteArray bare = rejectedRaw;
    bare.replace("\r\n", "\n");
    Result<Case> lf = caseFromText(bare);
    QVERIFY(lf);
    QVERIFY(*lf == *caseFromText(rejectedRaw));
    Result<Case> bom = caseFromText("\xef\xbb\xbf" + rejectedRaw);
    QVERIFY(bom);
    QVERIFY(*bom == *lf);
    // Mixed line ends crossed the wire so, and stay.
    Result<Case> mixed = caseFromText("HTTP/1.1 407 x\r\nA: b\nC: d\r\n\r\n");
    QVERIFY(mixed);
    QCOMPARE(mixed->exchanges[0].response.head, "HTTP/1.1 407 x\r\nA: b\nC: d\r\n\r\n"_ba);
}

void TestCaseFromText::curlLines()
{
    const QByteArray log =
        "*   Trying 127.0.0.1:3128...\n* Connected to proxy (127.0.0.1) port 3128\n> CONNECT example.com:443 HTTP/1.1\n"
        "> Host: example.com:443\n> Proxy-Authorization: " + credentials + "\n> User-Agent: curl/7.88.1\n>\n"
        "< HTTP/1.1 407 Proxy Authentication Required\n< Server: squid\n< Proxy-Authenticate: Basic realm=\"r\"\n"
        "< Content-Length: 100\n<\n* CONNECT tunnel failed, response 407\n{ [5 bytes data]\nsome words\n* Closing connection 0\n"
        "curl: (56) CONNECT tunnel failed, response 407\n";
    const Result<Case> read = caseFromText(log);
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 1);
    const Exchange &e = read->exchanges[0];
    QVERIFY(e.form == ExchangeForm::Connect);
    QCOMPARE(e.target, u"https://example.com/"_s);
    QVERIFY(e.answerRejected);
    QVERIFY(e.request.head.startsWith("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n"));
    QVERIFY(e.request.head.endsWith("\r\n\r\n"));
    QVERIFY(e.response.head.contains("\r\nServer: squid\r\n"));
    QVERIFY(e.response.body.startsWith("some words\n"));
    QVERIFY(!e.response.bodyComplete);
    // With CR LF, as the bytes are copied from a terminal on Windows.
    QByteArray crlf = log;
    crlf.replace("\n", "\r\n");
    QVERIFY(caseFromText(crlf));
    QCOMPARE(caseFromText(crlf)->exchanges[0].request.head, e.request.head);
}

void TestCaseFromText::tunnel()
{
    const Result<Case> read = caseFromText(
        "CONNECT example.com:8443 HTTP/1.1\r\nHost: example.com:8443\r\nProxy-Authorization: " + credentials + "\r\n\r\n"
        "HTTP/1.1 200 Connection established\r\n\r\n"
        "GET /x HTTP/1.1\r\nHost: example.com:8443\r\nProxy-Authorization: Basic eDp5\r\n\r\nHTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n"
        "GET http://other.example/ HTTP/1.1\r\nHost: other.example\r\n\r\nHTTP/1.1 403 Forbidden\r\n\r\nno");
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 3);
    QVERIFY(read->exchanges[0].form == ExchangeForm::Connect);
    QVERIFY(!read->exchanges[0].answerRejected);
    QCOMPARE(read->exchanges[0].answeredScheme, u"basic"_s);
    QCOMPARE(read->exchanges[0].target, u"https://example.com:8443/"_s);
    const Exchange &inner = read->exchanges[1];
    QVERIFY(inner.form == ExchangeForm::InsideTunnel);
    QCOMPARE(inner.tunnelOf, 1);
    QCOMPARE(inner.target, u"https://example.com:8443/x"_s);
    // A 407 inside a tunnel is not the proxy's.
    QVERIFY(!inner.answerRejected);
    QCOMPARE(inner.answeredScheme, QString());
    QVERIFY(read->exchanges[2].form == ExchangeForm::PlainRequest);
    QCOMPARE(read->exchanges[2].tunnelOf, 0);
    QVERIFY(read->exchanges[2].stage == StageId::Target);
    QCOMPARE(read->attempts.rejected, 0);
}

void TestCaseFromText::onlyAResponse()
{
    const Result<Case> read = caseFromText("HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: NTLM\n");
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 1);
    QVERIFY(read->exchanges[0].form == ExchangeForm::Imported);
    QVERIFY(read->exchanges[0].stage == StageId::Challenge);
    QVERIFY(read->exchanges[0].request.head.isEmpty());
    QVERIFY(read->exchanges[0].response.head.endsWith("NTLM\r\n\r\n"));
    QVERIFY(read->input.targets.isEmpty());
}

void TestCaseFromText::onlyARequest()
{
    const Result<Case> read = caseFromText("GET /x HTTP/1.1\nHost: e.example\n\na=secret-body");
    QVERIFY(read);
    QVERIFY(read->exchanges[0].form == ExchangeForm::Imported);
    QCOMPARE(read->exchanges[0].target, u"http://e.example/x"_s);
    QVERIFY(read->exchanges[0].end == ExchangeEnd::Cancelled);
    QCOMPARE(read->exchanges[0].endDetail, u"no-answer-in-text"_s);
    QVERIFY(read->exchanges[0].request.body.isEmpty());
    QCOMPARE(read->exchanges[0].request.bodyBytes, 13);
}

void TestCaseFromText::interimAnswers()
{
    const Result<Case> read = caseFromText("CONNECT e:443 HTTP/1.1\r\n\r\nHTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 x\r\n\r\n"
                                           "HTTP/1.1 407 x\r\nContent-Length: 0\r\n\r\n");
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 1);
    QCOMPARE(read->exchanges[0].interimResponses, 2);
    QCOMPARE(read->exchanges[0].response.startLine(), "HTTP/1.1 407 x"_ba);
}

void TestCaseFromText::refusals_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("response");
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("rejected");
    const QByteArray get = "GET http://e/ HTTP/1.1\r\n";
    const QByteArray connect = "CONNECT e:443 HTTP/1.1\r\n";
    const QByteArray basic = "Proxy-Authorization: " + credentials + "\r\n";
    QTest::newRow("no answer was sent") << get << "HTTP/1.1 407 x\r\nProxy-Authenticate: Basic realm=\"r\"\r\n"_ba << u""_s << false;
    QTest::newRow("accepted") << get + basic << "HTTP/1.1 200 OK\r\n"_ba << u"basic"_s << false;
    QTest::newRow("forbidden is no refusal of the sign-in") << get + basic << "HTTP/1.1 403 OK\r\n"_ba << u"basic"_s << false;
    QTest::newRow("another scheme is offered") << get + basic << "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM\r\n"_ba << u"basic"_s << true;
    QTest::newRow("no challenge at all") << get + basic << "HTTP/1.1 407 x\r\n"_ba << u"basic"_s << true;
    QTest::newRow("401 to a plain request is the target's") << get + basic << "HTTP/1.1 401 x\r\n"_ba << u"basic"_s << false;
    QTest::newRow("401 to CONNECT") << connect + basic << "HTTP/1.1 401 x\r\n"_ba << u"basic"_s << true;
    QTest::newRow("NTLM, next leg") << get + "Proxy-Authorization: NTLM TlRMTVNTUAABAAAA\r\n"
                                    << "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM TlRMTVNTUAACAAAA\r\n"_ba << u"ntlm"_s << false;
    QTest::newRow("NTLM, refused") << get + "Proxy-Authorization: NTLM TlRMTVNTUAADAAAA\r\n"
                                   << "HTTP/1.1 407 x\r\nProxy-Authenticate: NTLM\r\n"_ba << u"ntlm"_s << true;
    QTest::newRow("Digest, stale") << get + "Proxy-Authorization: Digest username=\"u\", response=\"00\"\r\n"
                                   << "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"r\", nonce=\"n\", stale=TRUE\r\n"_ba
                                   << u"digest"_s << false;
    QTest::newRow("Digest, refused") << get + "Proxy-Authorization: Digest username=\"u\", response=\"00\"\r\n"
                                     << "HTTP/1.1 407 x\r\nProxy-Authenticate: Digest realm=\"r\", nonce=\"n\"\r\n"_ba
                                     << u"digest"_s << true;
}

void TestCaseFromText::refusals()
{
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, response);
    QFETCH(QString, scheme);
    QFETCH(bool, rejected);
    const Result<Case> read = caseFromText(request + "\r\n" + response + "\r\n");
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 1);
    QCOMPARE(read->exchanges[0].answeredScheme, scheme);
    QCOMPARE(read->exchanges[0].answerRejected, rejected);
    QCOMPARE(read->attempts.sent, scheme.isEmpty() ? 0 : 1);
    QCOMPARE(read->attempts.rejected, rejected ? 1 : 0);
}

void TestCaseFromText::credentialsBecomeFacts()
{
    const QByteArray value = QByteArray("de%40v:pass word ").toBase64();
    const Result<Case> read = caseFromText("GET http://e/ HTTP/1.1\nProxy-Authorization: Basic " + value + "\n\n");
    QVERIFY(read);
    QCOMPARE(read->input.user, u"de%40v"_s);
    QVERIFY(read->input.secret);
    QCOMPARE(read->input.secret->lengthClass, u"8-15"_s);
    QVERIFY(read->input.secret->leadingOrTrailingSpace);
    QCOMPARE(read->input.problems.size(), 2);
    QVERIFY(read->input.problems[0].kind == InputProblemKind::EncodedTwice);
    QVERIFY(read->input.problems[1].kind == InputProblemKind::InvisibleCharacter);
}

void TestCaseFromText::secretsAreMasked()
{
    const QByteArray word = "canary-word";
    const QByteArray text = "> GET http://dev:" + word + "@e.example/ HTTP/1.1\n> Proxy-Authorization: Basic "
        + ("dev:" + word).toBase64() + "\n> Authorization: Bearer " + word + "\n> Cookie: sid=" + word + "\n>\n"
        + "< HTTP/1.1 302 x\n< Set-Cookie: sid=" + word + "; Path=/\n< Location: http://a:" + word + "@e/\n<\n";
    const Result<Case> read = caseFromText(text);
    QVERIFY(read);
    const QByteArray all = everything(*read);
    QVERIFY2(!all.contains(word), "the word is left in the Case");
    QVERIFY(!all.contains(("dev:" + word).toBase64()));
    // The control: it would be found.
    QVERIFY(everything(*caseFromText("GET http://" + word + "/ HTTP/1.1\n\n")).contains(word));
}

void TestCaseFromText::tokensAreTakenApart()
{
    const QByteArray text
        = "> GET http://example.com/ HTTP/1.1\n> Host: example.com\n> Proxy-Authorization: Basic "
        + QByteArray("dev:made-up-word").toBase64()
        + "\n>\n< HTTP/1.1 407 Proxy Authentication Required\n< Proxy-Authenticate: Negotiate "
          "oRQwEqADCgEBoQsGCSqGSIb3EgECAg==\n< Proxy-Authenticate: Basic realm=\"r\"\n<\n";
    const Result<Case> made = caseFromText(text);
    QVERIFY(made && made->exchanges.size() == 1);
    const Exchange &exchange = made->exchanges.first();
    QStringList whats;
    for (const DecodedToken &token : exchange.decoded)
        whats.append(token.what);
    QCOMPARE(whats, (QStringList{u"basic"_s, u"spnego"_s, u"basic.challenge"_s}));
    const DecodedToken &basic = exchange.decoded.first();
    QVERIFY(exchange.request.head.mid(basic.start, basic.length).startsWith("Basic [basic "));
    const DecodedToken &spnego = exchange.decoded.at(1);
    QCOMPARE(exchange.response.head.mid(spnego.start, spnego.length),
             QByteArray("oRQwEqADCgEBoQsGCSqGSIb3EgECAg=="));
    for (const DecodedToken &token : exchange.decoded) {
        for (const DecodedField &field : token.fields)
            QVERIFY2(!field.value.contains(u"made-up"_s), "a secret");
    }
}

void TestCaseFromText::http2Lines()
{
    const Result<Case> read = caseFromText("> GET / HTTP/2\n> Host: e.example\n>\n< HTTP/2 407 \n< proxy-authenticate: Basic realm=\"r\"\n<\n");
    QVERIFY(read);
    QCOMPARE(read->exchanges.size(), 1);
    QCOMPARE(read->exchanges[0].response.startLine(), "HTTP/2 407 "_ba);
}

void TestCaseFromText::failures_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("code");
    QTest::newRow("nothing") << ""_ba << u"intake.empty"_s;
    QTest::newRow("only blanks") << " \r\n\t\n"_ba << u"intake.empty"_s;
    QTest::newRow("prose") << "It says 407 Proxy Authentication Required."_ba << u"intake.not-http"_s;
    QTest::newRow("JSON") << "{\"log\": {}}"_ba << u"intake.not-http"_s;
    QTest::newRow("only an interim answer") << "HTTP/1.1 100 Continue\n\n"_ba << u"intake.not-http"_s;
    QTest::newRow("too large") << QByteArray(16 * 1024 * 1024 + 1, 'x') << u"intake.too-large"_s;
}

void TestCaseFromText::failures()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, code);
    const Result<Case> read = caseFromText(text);
    QVERIFY(!read);
    QCOMPARE(read.error().code, code);
}

void TestCaseFromText::bounds()
{
    const Result<Case> many = caseFromText(QByteArray("GET http://e/ HTTP/1.1\r\n\r\nHTTP/1.1 200 x\r\n\r\n").repeated(3000));
    QVERIFY(many);
    QCOMPARE(many->exchanges.size(), 1000);
    const Result<Case> large = caseFromText("HTTP/1.1 200 x\r\n\r\n" + QByteArray(1'000'000, 'b'));
    QVERIFY(large);
    QCOMPARE(large->exchanges[0].response.body.size(), 64 * 1024);
    QCOMPARE(large->exchanges[0].response.bodyBytes, 1'000'000);
}

void TestCaseFromText::anyText()
{
    QRandomGenerator random(11);
    const QByteArrayList parts{"GET http://e/ HTTP/1.1", "HTTP/1.1 407 x", "\r\n", "\n", "> ", "< ", ">", "Proxy-Authorization: ",
                               "Basic eDp5", "CONNECT e:1 HTTP/1.0", "HTTP/2 200", " ", "Content-Length: 2\n", QByteArray(1, '\0'), "\xff"};
    for (int round = 0; round < 20'000; ++round) {
        QByteArray text;
        const int count = random.bounded(14);
        for (int i = 0; i < count; ++i)
            text += parts[random.bounded(int(parts.size()))];
        const Result<Case> read = caseFromText(text);
        if (!read)
            continue;
        QVERIFY(!read->exchanges.isEmpty());
        for (qsizetype i = 0; i < read->exchanges.size(); ++i) {
            const Exchange &e = read->exchanges[i];
            QCOMPARE(e.id, int(i) + 1);
            QVERIFY(e.tunnelOf < e.id);
            QVERIFY(!e.request.head.isEmpty() || !e.response.head.isEmpty());
            QCOMPARE(maskedHead(e.request.head), e.request.head);
        }
    }
}

void TestCaseFromText::linearTime()
{
    for (const QByteArray &unit : {"GET http://e/ HTTP/1.1\n\n"_ba, "HTTP/1.1 200 x\n\n"_ba, "> GET / HTTP/1.1\n"_ba, "\n"_ba,
                                   "a HTTP/"_ba, "HTTP/1.1 100 x\n"_ba, "A: b\n"_ba}) {
        const auto work = [&](qsizetype bytes) {
            const QByteArray text = "HTTP/1.1 407 x\n" + unit.repeated(bytes / unit.size());
            return [text] { return caseFromText(text).has_value(); };
        };
        QVERIFY2(test::growsLinearly(work, 512 * 1024), unit.toPercentEncoding().constData());
    }
}

QTEST_APPLESS_MAIN(TestCaseFromText)
#include "tst_case_from_text.moc"

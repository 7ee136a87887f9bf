// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "FindingChecks.h"

#include "diagnosis/Diagnose.h"
#include "diagnosis/ProductTable.h"
#include "support/CaseBuilder.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pt;
using namespace pt::test;
using namespace Qt::StringLiterals;

namespace {

const QString http = u"http://example.com/"_s;
const QString tunnel = u"example.com:443"_s;
const QByteArray tunnelOpen = "HTTP/1.1 200 Connection established";

QJsonObject tableJson()
{
    QFile file(QStringLiteral(PT_SOURCE_DIR "/resources/knowledge/products.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

} // namespace

class TestProducts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void tableIsWhole();
    void misspeltRowsAreRefused_data();
    void misspeltRowsAreRefused();
    void everyMarkNamesItsProduct_data();
    void everyMarkNamesItsProduct();
    void named_data();
    void named();
    void providerAnswers_data();
    void providerAnswers();

private:
    QMap<QByteArray, QByteArray> m_vendors;
};

void TestProducts::initTestCase()
{
    QFile file(QFINDTESTDATA("data/vendor-answers.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype tab = line.indexOf('\t');
        if (!line.startsWith('#') && tab > 0)
            m_vendors.insert(line.left(tab), line.mid(tab + 1));
    }
    QVERIFY(m_vendors.size() > 30);
}

void TestProducts::tableIsWhole()
{
    const QJsonObject json = tableJson();
    QVERIFY(!json.isEmpty());
    const std::optional<ProductTable> table = productTableFromJson(json);
    QVERIFY(table.has_value());
    QCOMPARE(table->products.size(), json.value("products"_L1).toArray().size());
    QCOMPARE(table->answers.size(), json.value("answers"_L1).toArray().size());
    QCOMPARE(productTable().products.size(), table->products.size());
    QVERIFY(table->products.size() >= 50);
}

void TestProducts::misspeltRowsAreRefused_data()
{
    QTest::addColumn<QByteArray>("products");
    QTest::addColumn<QByteArray>("answers");
    const QByteArray good
        = R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[{"part":"server","match":"is","text":"a"}]}]})";
    const auto row
        = [&](const char *name, const QByteArray &products, const QByteArray &answers = {}) {
              QTest::newRow(name) << products << answers;
          };
    row("unknown part",
        R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[{"part":"servre","match":"is","text":"a"}]}]})");
    row("unknown match",
        R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[{"part":"server","match":"like","text":"a"}]}]})");
    row("no text",
        R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[{"part":"server","match":"is"}]}]})");
    row("a field without a name",
        R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[{"part":"field","match":"present"}]}]})");
    row("no conditions",
        R"({"id":"a","name":"A","kind":"proxy","source":"s","marks":[{"all":[]}]})");
    row("unknown kind", R"({"id":"a","name":"A","kind":"box","source":"s","marks":[]})");
    row("no source", R"({"id":"a","name":"A","kind":"proxy","marks":[]})");
    row("the same id twice", good + ',' + good);
    row("an answer of nobody", good,
        R"({"product":"b","all":[{"part":"body","match":"present"}],"means":"policy.forbidden","source":"s"})");
    row("an answer that means nothing known", good,
        R"({"product":"a","all":[{"part":"body","match":"present"}],"means":"policy.whatever","source":"s"})");
}

void TestProducts::misspeltRowsAreRefused()
{
    QFETCH(QByteArray, products);
    QFETCH(QByteArray, answers);
    const QJsonDocument json = QJsonDocument::fromJson("{\"products\":[" + products
                                                       + "],\"answers\":[" + answers + "]}");
    QVERIFY(json.isObject());
    QVERIFY(!productTableFromJson(json.object()));
}

void TestProducts::everyMarkNamesItsProduct_data()
{
    QTest::addColumn<int>("product");
    QTest::addColumn<int>("mark");
    const QList<KnownProduct> &products = productTable().products;
    for (int i = 0; i < products.size(); ++i) {
        for (int j = 0; j < products.at(i).marks.size(); ++j)
            QTest::addRow("%s %d", qPrintable(products.at(i).id), j) << i << j;
    }
}

/// An answer made of nothing but the mark is taken for that product's, with evidence; and not once
/// the first of its conditions is gone.
void TestProducts::everyMarkNamesItsProduct()
{
    QFETCH(int, product);
    QFETCH(int, mark);
    const KnownProduct &known = productTable().products.at(product);
    const auto answerWith = [&](bool first) {
        const AnswerMark &wanted = known.marks.at(mark);
        QByteArray protocol = "HTTP/1.1";
        QByteArray reason = "Some Words";
        QByteArray fields;
        QByteArray body = "x";
        QByteArray realm = "r";
        for (qsizetype i = first ? 0 : 1; i < wanted.all.size(); ++i) {
            const MarkCondition &condition = wanted.all.at(i);
            const QByteArray value = condition.match == MarkCondition::Match::Present
                ? QByteArray("something")
                : condition.text + (condition.version ? "1.2.3)" : "");
            if (condition.match == MarkCondition::Match::Absent)
                continue;
            switch (condition.part) {
            case MarkCondition::Part::Server:
                fields += " | Server: " + value;
                break;
            case MarkCondition::Part::Via:
                fields += " | Via: 1.0 other, 1.1 host " + value;
                break;
            case MarkCondition::Part::ProxyAgent:
                fields += " | Proxy-Agent: " + value;
                break;
            case MarkCondition::Part::Field:
                fields += " | " + condition.name + ": " + value;
                break;
            case MarkCondition::Part::Realm:
                realm = value;
                break;
            case MarkCondition::Part::Reason:
                reason = value;
                break;
            case MarkCondition::Part::Protocol:
                protocol = value;
                break;
            case MarkCondition::Part::Body:
                body = value + body;
                break;
            }
        }
        const QByteArray status = wanted.status == 0 ? "407" : QByteArray::number(wanted.status);
        const QByteArray challenge = status == "401" ? " | WWW-Authenticate: Basic realm=\""
                                                     : " | Proxy-Authenticate: Basic realm=\"";
        return QByteArray(protocol + ' ' + status + ' ' + reason + fields + challenge + realm
                          + "\" || " + body);
    };
    const Case with = CaseBuilder::live().connect(tunnel, answerWith(true)).done();
    const Diagnosis diagnosis = diagnose(with);
    QVERIFY2(diagnosis.product, answerWith(true).constData());
    QCOMPARE(diagnosis.product->id, known.id);
    QCOMPARE(diagnosis.product->sure, known.marks.at(mark).sure);
    QCOMPARE(diagnosis.product->version.isEmpty(), !known.marks.at(mark).all.first().version);
    QCOMPARE(faultIn(with, diagnosis), QString());

    const Case without = CaseBuilder::live().connect(tunnel, answerWith(false)).done();
    const Diagnosis other = diagnose(without);
    // A weaker mark of the same product may be left.
    QVERIFY2(!other.product || other.product->id != known.id
                 || other.product->sure != known.marks.at(mark).sure,
             answerWith(false).constData());
}

void TestProducts::named_data()
{
    QTest::addColumn<QByteArray>("answer"); // name of a vendor's answer to CONNECT
    QTest::addColumn<QString>("id"); // empty: none
    QTest::addColumn<QString>("version");
    const auto row = [](const char *answer, const QString &id, const QString &version = {}) {
        QTest::newRow(answer) << QByteArray(answer) << id << version;
    };
    row("squid-407", u"squid"_s, u"6.13"_s);
    row("squid-multi", u"squid"_s, u"6.13"_s);
    row("squid-403", u"squid"_s, u"6.13"_s);
    row("squid-connect-fail", u"squid"_s, u"6.13"_s);
    row("tinyproxy-407", u"tinyproxy"_s, u"1.11.2"_s);
    row("tinyproxy-401", u"tinyproxy"_s, u"1.11.2"_s);
    row("tinyproxy-port", u"tinyproxy"_s, u"1.11.2"_s);
    row("3proxy-407", u"3proxy"_s);
    row("apache-407", u"apache-httpd"_s, u"2.4.71"_s);
    row("haproxy-407", u"haproxy"_s);
    row("privoxy-503", u"privoxy"_s);
    row("mitmproxy-407", u"mitmproxy"_s);
    row("proxychain-407", u"proxy-chain"_s);
    row("proxychain-upstream", u"proxy-chain"_s);
    row("polipo-407", u"polipo"_s);
    row("cntlm-down", u"cntlm"_s);
    row("cntlm-parent-refused", u"cntlm"_s); // it passes on the rest of the answer of the proxy behind
    row("mwg-407", u"web-gateway"_s, u"8.2.9"_s);
    row("tmg-407", u"tmg"_s);
    row("brightdata-zone", u"bright-data"_s);
    row("goproxy-407", QString());
    row("connect-200", QString());
    row("nginx-connect", QString());
    row("polipo-port", QString());
}

void TestProducts::named()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, id);
    QFETCH(QString, version);
    const Case value = CaseBuilder::live().connect(tunnel, m_vendors.value(answer)).done();
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.product ? diagnosis.product->id : QString(), id);
    if (diagnosis.product)
        QCOMPARE(diagnosis.product->version, version);
}

void TestProducts::providerAnswers_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("verdict");
    const auto row = [](const char *name, const QByteArray &answer, const QString &verdict) {
        QTest::newRow(name) << answer << verdict;
    };
    const QByteArray refused = "HTTP/1.1 407 Auth Failed | Proxy-Authenticate: Basic realm=\"brd\"";
    row("Bright Data: wrong password", refused + " | x-brd-err-code: client_10000",
        u"credentials.rejected"_s);
    row("Bright Data: suspended", refused + " | x-brd-err-code: client_10020",
        u"policy.account-or-quota"_s);
    row("Bright Data: this address is not allowed", refused + " | x-brd-err-code: client_10030",
        u"policy.address-not-allowed"_s);
    row("Bright Data: the same in the reason alone",
        "HTTP/1.1 407 Auth Failed (code: ip_forbidden) | Proxy-Authenticate: Basic realm=\"brd\"",
        u"policy.address-not-allowed"_s);
    row("Oxylabs: traffic", refused + " | X-Error-Description: Traffic limit reached",
        u"policy.account-or-quota"_s);
    row("Oxylabs: password", refused + " | X-Error-Description: user authentication failed",
        u"credentials.rejected"_s);
    row("Helodata: address", refused + " | X-Helodata-Error-Code: not-whitelisted",
        u"policy.address-not-allowed"_s);
    row("Zyte: connections", refused + " | X-Crawlera-Error: too_many_conns",
        u"policy.account-or-quota"_s);
    row("Kuaidaili: address",
        "HTTP/1.1 407 Proxy Authentication Required | Proxy-Authenticate: Basic realm=\"r\" || "
        "White IP Failed: 203.0.113.9",
        u"policy.address-not-allowed"_s);
    row("no provider", refused, u"credentials.rejected"_s);
}

void TestProducts::providerAnswers()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, verdict);
    const QByteArray asked
        = "HTTP/1.1 407 Proxy Authentication Required | Proxy-Authenticate: Basic realm=\"brd\"";
    const Case value = CaseBuilder::live()
                           .typed(u"dev"_s)
                           .target(http)
                           .plain(http, asked)
                           .signedPlain(http, answer)
                           .attempts(1, 1)
                           .done();
    const Diagnosis diagnosis = diagnose(value);
    QCOMPARE(diagnosis.verdict().cause, verdict);
    QCOMPARE(faultIn(value, diagnosis), QString());
}

QTEST_GUILESS_MAIN(TestProducts)
#include "tst_products.moc"

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/SystemFacts.h"

#include <QTest>
#include <QTimeZone>

using namespace pt;

class tst_system_facts : public QObject
{
    Q_OBJECT

private slots:
    void namesTheSystem();
    void startIsInUtc();
    void proxyVariables_data();
    void proxyVariables();
    void bothCasesAreKeptApart();
    void anEmptyVariableCounts();
    void coreDumpsAreOff();
};

void tst_system_facts::namesTheSystem()
{
    const EnvironmentFacts facts = environmentFacts({}, QDateTime::currentDateTimeUtc());
    QCOMPARE(facts.programVersion, programVersion());
    QVERIFY(!facts.programVersion.isEmpty());
    QCOMPARE(facts.qtVersion, QString::fromLatin1(qVersion()));
    QVERIFY(!facts.system.isEmpty());
    QVERIFY(facts.tlsLibrary.contains(QStringLiteral("SSL")));
    QVERIFY(facts.sources.isEmpty());
}

void tst_system_facts::startIsInUtc()
{
    const QDateTime local(QDate(2026, 3, 1), QTime(0, 30, 15, 250), QTimeZone(3600));
    QCOMPARE(environmentFacts({}, local).startedUtc, QStringLiteral("2026-02-28T23:30:15.250Z"));
}

void tst_system_facts::proxyVariables_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("user and password") << QStringLiteral("http://dev:pencil@proxy.example:3128");
    QTest::newRow("no scheme") << QStringLiteral("dev:pencil@proxy.example:3128");
    QTest::newRow("at sign in the user")
        << QStringLiteral("http://dev@acme.example:pencil@proxy.example:3128");
    QTest::newRow("at sign in the password")
        << QStringLiteral("http://dev:pencil@pencil@proxy.example:3128");
    QTest::newRow("slash in the password")
        << QStringLiteral("http://dev:pencil/pencil@proxy.example:3128");
}

void tst_system_facts::proxyVariables()
{
    QFETCH(QString, value);
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("https_proxy"), value);
    environment.insert(QStringLiteral("HOME"), QStringLiteral("/home/dev"));
    const QList<ProxySource> sources
        = environmentFacts(environment, QDateTime::currentDateTimeUtc()).sources;
    QCOMPARE(sources.size(), 1);
    QCOMPARE(sources.first().name, QStringLiteral("https_proxy"));
    QVERIFY2(!sources.first().value.contains(QStringLiteral("pencil")), "the password is shown");
    QVERIFY2(sources.first().value.endsWith(QStringLiteral("@proxy.example:3128")),
             "the address is not shown");
}

void tst_system_facts::bothCasesAreKeptApart()
{
    QProcessEnvironment environment;
    QStringList expected;
    for (const char *name : {"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy",
                             "ALL_PROXY", "no_proxy", "NO_PROXY"}) {
        expected.append(QString::fromLatin1(name));
        environment.insert(expected.last(),
                           QStringLiteral("http://%1.example:8080").arg(expected.size()));
    }
    const auto sources = environmentFacts(environment, QDateTime::currentDateTimeUtc()).sources;
    QCOMPARE(sources.size(), expected.size());
    for (int i = 0; i < sources.size(); ++i) {
        QCOMPARE(sources.at(i).name, expected.at(i));
        QCOMPARE(sources.at(i).value, QStringLiteral("http://%1.example:8080").arg(i + 1));
    }
}

void tst_system_facts::anEmptyVariableCounts()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("no_proxy"), QString());
    const auto sources = environmentFacts(environment, QDateTime::currentDateTimeUtc()).sources;
    QCOMPARE(sources.size(), 1);
    QCOMPARE(sources.first().name, QStringLiteral("no_proxy"));
    QVERIFY(sources.first().value.isEmpty());
    QVERIFY(sources.first().use == SourceUse::Exceptions);
}

void tst_system_facts::coreDumpsAreOff()
{
#ifdef Q_OS_LINUX
    forbidCoreDumps();
    QFile limits(QStringLiteral("/proc/self/limits"));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QString text = QString::fromLatin1(limits.readAll());
    const qsizetype at = text.indexOf(QStringLiteral("Max core file size"));
    QVERIFY(at >= 0);
    const QStringList words = text.mid(at).section(u'\n', 0, 0).simplified().split(u' ');
    QCOMPARE(words.value(4), QStringLiteral("0"));
#else
    QSKIP("Only Linux tells what is allowed.");
#endif
}

QTEST_GUILESS_MAIN(tst_system_facts)
#include "tst_system_facts.moc"

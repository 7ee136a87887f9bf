// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LabServer.h"

#include "practice/PracticeProxy.h"

#include <QProcess>
#include <QTest>

using namespace Qt::StringLiterals;

/// curl against the practice proxy: another program's reckoning of Digest answers, for the
/// algorithms that no proxy of this system offers.
class TestLabCurlDigest : public QObject
{
    Q_OBJECT

private slots:
    void status_data();
    void status();
};

void TestLabCurlDigest::status_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<bool>("right");
    for (const char *scenario : {"digest-right", "digest-sha256-only", "digest-name-hidden"}) {
        QTest::addRow("%s, right", scenario) << QString::fromLatin1(scenario) << true;
        QTest::addRow("%s, wrong", scenario) << QString::fromLatin1(scenario) << false;
    }
}

void TestLabCurlDigest::status()
{
    QFETCH(QString, scenario);
    QFETCH(bool, right);
    const QString program = LabServer::findProgram(u"curl"_s);
    QVERIFY2(!program.isEmpty(), "curl is not installed; install the Debian package curl");
    const auto played = pt::scenarioById(scenario);
    QVERIFY(played);
    pt::PracticeProxy proxy(*played);
    const auto port = proxy.listen();
    QVERIFY(port);

    QProcess curl;
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    curl.setProcessEnvironment(environment);
    // The settings come on standard input: arguments can be read by everybody.
    curl.start(program, {u"-q"_s, u"--config"_s, u"-"_s});
    const QString password = right ? played->password : u"Practice-Sesame-2"_s;
    curl.write(u"proxy = \"http://127.0.0.1:%1\"\nproxy-digest\nproxy-user = \"%2:%3\"\n"
               "silent\nmax-time = 20\noutput = /dev/null\nwrite-out = \"%{http_code}\"\n"
               "url = \"http://www.practice.test/a?b=c\"\n"_s.arg(*port)
                   .arg(played->user, password)
                   .toUtf8());
    curl.closeWriteChannel();
    QTRY_VERIFY_WITH_TIMEOUT(curl.state() == QProcess::NotRunning, 25'000);
    QCOMPARE(curl.readAllStandardOutput(), right ? QByteArray("200") : QByteArray("407"));
    QCOMPARE(proxy.answersRefused() > 0, !right);
}

QTEST_GUILESS_MAIN(TestLabCurlDigest)
#include "tst_lab_curl_digest.moc"

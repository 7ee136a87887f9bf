// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    int code = -1; ///< -1: it did not end by itself
    QByteArray out;
    QByteArray error;

    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
    QString verdict() const { return json()[u"verdict"_s][u"cause"_s].toString(); }
    QByteArray story() const { return QByteArray::number(code) + "\n" + error + out.left(3000); }
};

/// True where a terminal shows these bytes and obeys none of them.
bool isPlain(const QByteArray &bytes)
{
    const QString text = QString::fromUtf8(bytes);
    for (const QChar c : text) {
        if ((c.unicode() < 0x20 && c != u'\n') || (c.unicode() >= 0x7f && c.unicode() <= 0x9f)
            || c.unicode() == 0x202e)
            return false;
    }
    return true;
}

} // namespace

/// The program as people run it.
class TestConsoleProgram : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void helpAndVersion();
    void wrongUsage_data();
    void wrongUsage();
    void passwordInTheAddress();
    void passwordFileReadableByOthers();
    void practiceList();
    void practiceTable();
    void practiceTableIsInterrupted();
    void practice_data();
    void practice();
    void readableResult();
    void bundleAndBack();
    void bundleThatCannotBeSaved();
    void analyzeRawText();
    void analyzeEscapesWhatAProxySent();
    void analyzeWhatIsNoHttp_data();
    void analyzeWhatIsNoHttp();
    void serveAndCheck();
    void nothingListens();
    void addressesThatCannotBeTested_data();
    void addressesThatCannotBeTested();
    void interrupted();

private:
    std::unique_ptr<QProcess> started(const QStringList &arguments, const QByteArray &input = {});
    Ended run(const QStringList &arguments, const QByteArray &input = {}, int waitMs = 60'000);

    QTemporaryDir m_home;
};

void TestConsoleProgram::initTestCase()
{
    QVERIFY(m_home.isValid());
}

std::unique_ptr<QProcess> TestConsoleProgram::started(const QStringList &arguments, const QByteArray &input)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"HOME"_s, m_home.path());
    environment.insert(u"XDG_CONFIG_HOME"_s, m_home.path());
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.remove(u"LANGUAGE"_s);
    process->setProcessEnvironment(environment);
    process->start(QStringLiteral(PT_CLI), arguments);
    if (!process->waitForStarted(10'000))
        return process;
    process->write(input);
    process->closeWriteChannel();
    return process;
}

Ended TestConsoleProgram::run(const QStringList &arguments, const QByteArray &input, int waitMs)
{
    const auto process = started(arguments, input);
    Ended ended;
    if (process->waitForFinished(waitMs) && process->exitStatus() == QProcess::NormalExit)
        ended.code = process->exitCode();
    else
        process->kill();
    ended.out = process->readAllStandardOutput();
    ended.error = process->readAllStandardError();
    return ended;
}

void TestConsoleProgram::helpAndVersion()
{
    const Ended help = run({u"--help"_s});
    QCOMPARE(help.code, 0);
    QVERIFY(help.out.contains("proxy-triage-cli check"));
    QVERIFY(help.error.isEmpty());
    const Ended version = run({u"--version"_s});
    QCOMPARE(version.code, 0);
    static const QRegularExpression number(u"^proxy-triage-cli \\d+\\.\\d+\\.\\d+\n$"_s);
    QVERIFY2(number.match(QString::fromUtf8(version.out)).hasMatch(), version.out);
}

void TestConsoleProgram::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::addRow("nothing") << QStringList{} << "No command"_ba;
    QTest::addRow("unknown option") << QStringList{u"check"_s, u"--no-such"_s} << "--no-such"_ba;
    QTest::addRow("--password") << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--password=madeup-Word7"_s}
                                << "--password-stdin"_ba;
    QTest::addRow("SOCKS proxy and another scheme")
        << QStringList{u"check"_s, u"--proxy=socks5://proxy.example:1080"_s, u"--scheme=http"_s}
        << "address says socks5"_ba;
    QTest::addRow("a sign-in of HTTP for a SOCKS proxy")
        << QStringList{u"check"_s, u"--proxy=socks5://127.0.0.1:9"_s, u"--auth=ntlm"_s}
        << "Leave it out"_ba;
    QTest::addRow("two schemes")
        << QStringList{u"check"_s, u"--proxy=http://a:1"_s, u"--scheme=https"_s} << "--scheme says https"_ba;
    QTest::addRow("no port") << QStringList{u"check"_s, u"--proxy=proxy.example"_s} << "proxy.example:3128"_ba;
    QTest::addRow("missing password file")
        << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--password-file=/no/such/file"_s} << "no file"_ba;
    QTest::addRow("password file is a folder")
        << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--password-file=/"_s} << "folder"_ba;
    QTest::addRow("empty standard input")
        << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--user=a"_s, u"--password-stdin"_s}
        << "No password came"_ba;
    QTest::addRow("missing certificates") << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--ca-file=/no/such"_s}
                                          << "--ca-file"_ba;
    QTest::addRow("not a certificate") << QStringList{u"check"_s, u"--proxy=a:1"_s, u"--ca-file=/etc/hosts"_s}
                                       << "no certificate"_ba;
    QTest::addRow("missing recording") << QStringList{u"analyze"_s, u"/no/such/file"_s} << "cannot be read"_ba;
    QTest::addRow("unknown scenario") << QStringList{u"practice"_s, u"no-such"_s} << "practice --list"_ba;
    QTest::addRow("unknown scenario to serve") << QStringList{u"serve-practice"_s, u"no-such"_s}
                                               << "practice --list"_ba;
    QTest::addRow("unknown profile") << QStringList{u"check"_s, u"--profile=none"_s} << "No profile is saved"_ba;
}

void TestConsoleProgram::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, says);
    const Ended ended = run(arguments);
    QVERIFY2(ended.code == 2, ended.story());
    QVERIFY(ended.out.isEmpty());
    QVERIFY2(ended.error.contains(says), ended.error);
    QVERIFY(!ended.error.contains("madeup"));
}

void TestConsoleProgram::passwordInTheAddress()
{
    const Ended ended = run({u"check"_s, u"--proxy"_s, u"http://dev@acme.com:madeup-Word7@127.0.0.1:9"_s});
    QVERIFY2(ended.code == 2, ended.story());
    QVERIFY(ended.out.isEmpty());
    QVERIFY2(!ended.error.contains("madeup"), "the password is repeated");
    QVERIFY2(ended.error.contains("dev%40acme.com"), ended.error); // the corrected form
    QVERIFY(ended.error.contains("^"));                            // where it splits
    QVERIFY(ended.error.contains("--user dev@acme.com --password-stdin"));
}

void TestConsoleProgram::passwordFileReadableByOthers()
{
    QFile file(m_home.filePath(u"pw"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("madeup-Word7\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const Ended ended
        = run({u"check"_s, u"--proxy=127.0.0.1:9"_s, u"--user=a"_s, u"--password-file"_s, file.fileName()});
    QVERIFY2(ended.code == 2, ended.story());
    QVERIFY(ended.error.contains("chmod 600"));
}

void TestConsoleProgram::practiceList()
{
    const Ended ended = run({u"practice"_s, u"--list"_s});
    QCOMPARE(ended.code, 0);
    QVERIFY(ended.out.count('\n') >= 10);
    QVERIFY(ended.out.contains("wrong-password"));
}

/// The promise as a whole: every scenario gives what it must, and every cause has one.
void TestConsoleProgram::practiceTable()
{
    const Ended ended = run({u"practice"_s, u"--table"_s, u"--json"_s}, {}, 150'000);
    const QJsonObject table = QJsonDocument::fromJson(ended.out).object();
    QVERIFY2(ended.code == 0, ended.error.right(2000) + ended.out.right(2000));
    QCOMPARE(table.value("schema"_L1), QJsonValue(u"proxy-triage/scenarios/1"_s));
    QVERIFY(table.value("complete"_L1).toBool());
    QVERIFY(table.value("rows"_L1).toArray().size() >= 120);
    QVERIFY(table.value("causes_not_shown"_L1).toArray().isEmpty());
    const QJsonArray rows = table.value("rows"_L1).toArray();
    for (const QJsonValue &row : rows) {
        QVERIFY(row.toObject().value("missed"_L1).toArray().isEmpty());
        QVERIFY(row.toObject().value("false_alarms"_L1).toArray().isEmpty());
        QCOMPARE(row.toObject().value("found"_L1), row.toObject().value("expected"_L1));
    }
    QTemporaryDir folder;
    QFile file(folder.filePath(u"table.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(ended.out);
    file.close();
    QProcess python;
    python.start(u"python3"_s,
                 {QStringLiteral(PT_SOURCE_DIR "/tests/report/validate.py"),
                  QStringLiteral(PT_SOURCE_DIR "/resources/schema/scenarios-1.schema.json"), file.fileName()});
    QVERIFY(python.waitForFinished());
    QCOMPARE(python.exitCode(), 0);
}

void TestConsoleProgram::practiceTableIsInterrupted()
{
    const auto process = started({u"practice"_s, u"--table"_s});
    QByteArray progress;
    QTRY_VERIFY_WITH_TIMEOUT((progress += process->readAllStandardError()).contains("no-credentials"),
                             20'000);
    process->terminate();
    QVERIFY(process->waitForFinished(20'000));
    QCOMPARE(process->exitCode(), 3);
    QVERIFY(process->readAllStandardOutput().contains("healthy.signed-in")); // what is known so far
}

void TestConsoleProgram::practice_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<QString>("cause");
    QTest::addColumn<int>("code");
    QTest::addRow("right") << u"right"_s << u"healthy.signed-in"_s << 0;
    QTest::addRow("open proxy") << u"open-proxy"_s << u"healthy.no-sign-in-asked"_s << 0;
    QTest::addRow("no credentials") << u"no-credentials"_s << u"credentials.missing"_s << 1;
    QTest::addRow("wrong password") << u"wrong-password"_s << u"credentials.rejected"_s << 1;
    QTest::addRow("hostile text") << u"hostile-text"_s << u"credentials.rejected"_s << 1;
    QTest::addRow("challenge missing") << u"challenge-missing"_s << u"scheme.challenge-missing"_s << 1;
    QTest::addRow("over TLS") << u"tls-proxy-right"_s << u"healthy.signed-in"_s << 0;
    QTest::addRow("TLS with a certificate of nobody's")
        << u"tls-proxy-untrusted"_s << u"tls.certificate-untrusted"_s << 1;
    QTest::addRow("web server") << u"web-server"_s << u"endpoint.not-a-proxy"_s << 1;
    QTest::addRow("port refused") << u"connect-port-refused"_s << u"tunnel.port-not-allowed"_s << 1;
}

void TestConsoleProgram::practice()
{
    QFETCH(QString, scenario);
    QFETCH(QString, cause);
    QFETCH(int, code);
    const Ended ended = run({u"practice"_s, scenario, u"--json"_s});
    QVERIFY2(ended.code == code, ended.story());
    QCOMPARE(ended.verdict(), cause);
    QCOMPARE(ended.json()[u"schema"_s].toString(), u"proxy-triage/case/1"_s);
    QVERIFY(ended.json()[u"attempts"_s][u"rejected"_s].toInt() <= 1);
    QVERIFY2(isPlain(ended.error), ended.error);
    QVERIFY(ended.error.contains("[")); // a line of progress for each step
    QVERIFY2(!ended.out.contains("Sesame") && !ended.error.contains("Sesame"), "the password was printed");
    QVERIFY2(!ended.out.contains(QByteArray("anna:Practice-Sesame-2").toBase64()), "the sign-in was printed");
}

void TestConsoleProgram::readableResult()
{
    const Ended ended = run({u"practice"_s, u"hostile-text"_s});
    QVERIFY2(ended.code == 1, ended.story());
    QVERIFY2(isPlain(ended.out), ended.out); // not a terminal: no colours either
    const QByteArray flat = ended.out.simplified();
    for (const char *part :
         {"FAULT: The sign-in was not accepted", "the website was not contacted", "Next step:",
          "Who acts:", "> HTTP/1.1 407 Proxy Authentication Required", "^", "<-", "What it is not", "Steps",
          "This was a practice run"})
        QVERIFY2(flat.contains(part), ended.out);
    QVERIFY2(!ended.out.contains("Sesame"), "the password was printed");
}

void TestConsoleProgram::bundleAndBack()
{
    const QString name = m_home.filePath(u"case.zip"_s);
    const Ended made = run({u"practice"_s, u"wrong-password"_s, u"--bundle"_s, name});
    QVERIFY2(made.code == 1, made.story());
    QVERIFY(made.error.contains("Bundle saved"));
    const Ended read = run({u"analyze"_s, name, u"--json"_s});
    QVERIFY2(read.code == 1, read.story());
    QCOMPARE(read.verdict(), u"credentials.rejected"_s);
}

void TestConsoleProgram::bundleThatCannotBeSaved()
{
    const Ended ended
        = run({u"practice"_s, u"right"_s, u"--bundle"_s, m_home.filePath(u"no/such/folder/b.zip"_s)});
    QCOMPARE(ended.code, 2);
    QVERIFY(ended.out.isEmpty()); // said before the test, not after it
    QVERIFY(ended.error.contains("folder"));
}

void TestConsoleProgram::analyzeRawText()
{
    const QByteArray text = "> GET http://example.com/ HTTP/1.1\r\n> Host: example.com\r\n> \r\n"
                            "< HTTP/1.1 407 Proxy Authentication Required\r\n"
                            "< Proxy-Authenticate: Basic realm=\"Staff\"\r\n< \r\n";
    const Ended piped = run({u"analyze"_s, u"-"_s, u"--json"_s}, text);
    QVERIFY2(piped.code == 1, piped.story());
    QCOMPARE(piped.verdict(), u"credentials.missing"_s);

    QFile file(m_home.filePath(u"raw.txt"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    const Ended read = run({u"analyze"_s, file.fileName()});
    QCOMPARE(read.code, 1);
    QVERIFY2(read.out.contains("credentials.missing"), read.out);
}

void TestConsoleProgram::analyzeEscapesWhatAProxySent()
{
    const QByteArray text = "GET http://example.com/ HTTP/1.1\r\nHost: example.com\r\n\r\n"
                            "HTTP/1.1 407 \x1b[2JNo\r\n"
                            "Proxy-Authenticate: Basic realm=\"\x1b]0;owned\x07\x1b[31mred\"\r\n\r\n";
    const Ended ended = run({u"analyze"_s, u"-"_s}, text);
    QVERIFY2(ended.code == 1, ended.story());
    QVERIFY2(isPlain(ended.out) && isPlain(ended.error), "an escape character was printed");
    QVERIFY2(ended.out.contains("\\x1b"), ended.out);
}

void TestConsoleProgram::analyzeWhatIsNoHttp_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addRow("empty") << QByteArray();
    QTest::addRow("prose") << "The internet is broken.\n"_ba;
    QTest::addRow("a broken zip") << "PK\x03\x04 and nothing more"_ba;
}

void TestConsoleProgram::analyzeWhatIsNoHttp()
{
    QFETCH(QByteArray, input);
    const Ended ended = run({u"analyze"_s, u"-"_s}, input);
    QVERIFY2(ended.code == 3, ended.story());
    QVERIFY(ended.out.isEmpty());
    QVERIFY(ended.error.size() > 20);
}

void TestConsoleProgram::serveAndCheck()
{
    const auto server = started({u"serve-practice"_s, u"right"_s, u"--port"_s, u"0"_s});
    QByteArray said;
    while (!said.contains("Ctrl+C") && server->waitForReadyRead(10'000))
        said += server->readAllStandardOutput();
    QVERIFY2(said.contains("Ctrl+C"), said + server->readAllStandardError());
    static const QRegularExpression address(u"127\\.0\\.0\\.1:\\d+"_s);
    const QString proxy = address.match(QString::fromUtf8(said)).captured();
    QVERIFY2(!proxy.isEmpty(), said);

    QFile file(m_home.filePath(u"right"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("Practice-Sesame-1\n");
    file.close();
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QStringList check{u"check"_s, u"--proxy"_s, proxy, u"--user"_s, u"anna"_s, u"--target"_s,
                            u"http://www.practice.test/"_s, u"--json"_s};
    const Ended right = run(check + QStringList{u"--password-file"_s, file.fileName()});
    QVERIFY2(right.code == 0, right.story());
    QCOMPARE(right.verdict(), u"healthy.signed-in"_s);

    const Ended wrong = run(check + QStringList{u"--password-stdin"_s}, "madeup-Word7\n");
    QVERIFY2(wrong.code == 1, wrong.story());
    QCOMPARE(wrong.verdict(), u"credentials.rejected"_s);
    QCOMPARE(wrong.json()[u"attempts"_s][u"rejected"_s].toInt(), 1);
    QVERIFY2(!wrong.out.contains("madeup") && !wrong.error.contains("madeup"), "the password was printed");

    server->terminate();
    QVERIFY(server->waitForFinished(10'000));
    QCOMPARE(server->exitStatus(), QProcess::NormalExit);
    QCOMPARE(server->exitCode(), 0);
    QVERIFY2(!server->readAllStandardError().contains("madeup"), "the log holds a password");
}

void TestConsoleProgram::nothingListens()
{
    // A port that was free a moment ago.
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const QString proxy = u"127.0.0.1:%1"_s.arg(server.serverPort());
    server.close();
    const Ended ended = run({u"check"_s, u"--proxy"_s, proxy, u"--json"_s});
    QVERIFY2(ended.code == 1, ended.story());
    QCOMPARE(ended.verdict(), u"endpoint.local-helper-not-running"_s);
}

void TestConsoleProgram::addressesThatCannotBeTested_data()
{
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QString>("cause");
    QTest::addRow("no host") << u"http://"_s << u"input.unparsable"_s;
    QTest::addRow("a PAC file") << u"http://proxy.example/proxy.pac"_s << u"endpoint.serves-pac"_s;
}

void TestConsoleProgram::addressesThatCannotBeTested()
{
    QFETCH(QString, proxy);
    QFETCH(QString, cause);
    const Ended ended = run({u"check"_s, u"--proxy"_s, proxy, u"--json"_s});
    QVERIFY2(ended.code == 1, ended.story());
    QCOMPARE(ended.verdict(), cause);
}

void TestConsoleProgram::interrupted()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    const auto process = started({u"check"_s, u"--proxy"_s, u"127.0.0.1:%1"_s.arg(silent.serverPort())});
    QVERIFY(silent.waitForNewConnection(10'000));
    QTest::qWait(200);
    process->terminate();
    QVERIFY(process->waitForFinished(10'000));
    QCOMPARE(process->exitStatus(), QProcess::NormalExit);
    QCOMPARE(process->exitCode(), 3);
    const QByteArray out = process->readAllStandardOutput();
    QVERIFY2(out.simplified().contains("The run was stopped before its end"), out);
}

QTEST_GUILESS_MAIN(TestConsoleProgram)
#include "tst_console_program.moc"

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Origin.h"
#include "Program.h"
#include "Servers.h"

#include "practice/PracticeProxy.h"

#include <QJsonArray>
#include <QProcess>
#include <QTest>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

/// What another program said and how it ended.
struct PeerRun
{
    int exitCode = -1; ///< -1: it did not end by itself
    QByteArray output; ///< both streams
};

/// Runs `program` with no terminal to ask at and nothing of whoever runs the tests around it.
PeerRun runPeer(const QString &program, const QStringList &arguments,
                const QStringList &variables = {})
{
    QProcess process;
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"setsid"_s, QStringList{u"--wait"_s, program} + arguments);
    process.closeWriteChannel();
    PeerRun run;
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 40'000)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        run.exitCode = process.exitCode();
    }
    run.output = process.readAll();
    return run;
}

QByteArray urlOf(const QString &authority)
{
    return "http://" + authority.toUtf8() + '/';
}

} // namespace

/// Other programs, met by the practice proxy and met by real ones: what they say of a proxy is what
/// this program says of it.
class TestLabPeers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void wgetMeetsPractice_data();
    void wgetMeetsPractice();
    void wgetMeetsSquid_data();
    void wgetMeetsSquid();
    void wgetHasNoDigest();
    void cntlmJudgesNtlm_data();
    void cntlmJudgesNtlm();
    void throughCntlm();
    void throughCntlmWithAWrongPassword();
    void throughCntlmWithAnotherPassword();

private:
    PeerRun wget(const QByteArray &proxy, const QByteArray &password, const QString &url);
    QStringList arguments(const LabServer &helper, const QString &user = {}) const
    {
        return checkArguments(helper.authority(), user, {m_http.url(), m_https.url()})
            + QStringList{u"--ca-file"_s, m_squid.path(u"authority.pem"_s)};
    }

    LabServer m_squid; ///< Basic and NTLM
    LabServer m_ntlm;
    LabServer m_helper; ///< before m_ntlm, with the right password
    LabServer m_wrongHelper;
    Origin m_http{Origin::Kind::Http};
    Origin m_https{Origin::Kind::Https};
};

void TestLabPeers::initTestCase()
{
    for (const QString &name : {u"wget"_s, u"cntlm"_s}) {
        QVERIFY2(!LabServer::findProgram(name).isEmpty(),
                 qPrintable(
                     u"%1 is not installed; install the Debian package of this name"_s.arg(name)));
    }
    QVERIFY(m_http.start());
    QVERIFY(m_https.start());
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    rules.ntlm = true;
    QString problem = lab::startSquid(m_squid, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    rules.basic = false;
    problem = lab::startSquid(m_ntlm, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startCntlm(m_helper, m_ntlm.port(), lab::rightPassword);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    problem = lab::startCntlm(m_wrongHelper, m_ntlm.port(), lab::wrongPassword);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    QVERIFY(m_squid.write(u"authority.pem"_s, m_https.authority().toPem()));
}

PeerRun TestLabPeers::wget(const QByteArray &proxy, const QByteArray &password, const QString &url)
{
    // In a file: arguments can be read by everybody.
    const QByteArray settings = "use_proxy = on\nhttp_proxy = " + proxy + "\nhttps_proxy = " + proxy
        + "\nproxy_user = " + lab::user.toUtf8() + "\nproxy_password = " + password
        + "\ntries = 1\ntimeout = 15\nca_certificate = " + m_squid.path(u"authority.pem"_s).toUtf8()
        + '\n';
    if (!m_squid.write(u"wgetrc"_s, settings))
        return {};
    return runPeer(u"wget"_s, {u"-nv"_s, u"-O"_s, u"/dev/null"_s, url},
                   {u"WGETRC="_s + m_squid.path(u"wgetrc"_s)});
}

void TestLabPeers::wgetMeetsPractice_data()
{
    QTest::addColumn<QString>("scenario");
    QTest::addColumn<bool>("right");
    QTest::addColumn<int>("exitCode"); // 8: the server's answer was an error
    QTest::addColumn<int>("refused");
    QTest::newRow("right") << u"right"_s << true << 0 << 0;
    QTest::newRow("wrong") << u"right"_s << false << 8 << 1;
    QTest::newRow("no sign-in asked") << u"open-proxy"_s << true << 0 << 0;
}

void TestLabPeers::wgetMeetsPractice()
{
    QFETCH(QString, scenario);
    QFETCH(bool, right);
    const auto played = pt::scenarioById(scenario);
    QVERIFY(played);
    pt::PracticeProxy proxy(*played);
    const auto port = proxy.listen();
    QVERIFY(port);
    const QString password
        = right && played->hasPassword ? played->password : u"Practice-Sesame-9"_s;
    const PeerRun run = wget("http://127.0.0.1:" + QByteArray::number(*port) + '/',
                             password.toUtf8(), u"http://www.practice.test/a?b=c"_s);
    QTEST(run.exitCode, "exitCode");
    QCOMPARE(run.output.contains("ERROR 407"), run.exitCode != 0);
    QTEST(proxy.answersRefused(), "refused");
}

void TestLabPeers::wgetMeetsSquid_data()
{
    QTest::addColumn<bool>("encrypted");
    QTest::addColumn<bool>("right");
    for (const bool encrypted : {false, true}) {
        const char *way = encrypted ? "encrypted" : "plain";
        QTest::addRow("%s, right", way) << encrypted << true;
        QTest::addRow("%s, wrong", way) << encrypted << false;
    }
}

/// Both programs agree, of the same proxy and the same password.
void TestLabPeers::wgetMeetsSquid()
{
    QFETCH(bool, encrypted);
    QFETCH(bool, right);
    const QString url = encrypted ? m_https.url() : m_http.url();
    const QByteArray password = right ? lab::rightPassword : lab::wrongPassword;
    const PeerRun peer = wget(urlOf(m_squid.authority()), password, url);
    QCOMPARE(peer.exitCode == 0, right);
    QCOMPARE(peer.output.contains("ERROR 407") || peer.output.contains("Proxy tunneling failed"),
             !right);

    const ProgramRun run = runCheck(checkArguments(m_squid.authority(), lab::user, {url})
                                        + QStringList{u"--auth"_s, u"basic"_s, u"--ca-file"_s,
                                                      m_squid.path(u"authority.pem"_s)},
                                    password);
    QVERIFY2(run.verdict() == (right ? u"healthy.signed-in"_s : u"credentials.rejected"_s),
             run.story());
}

/// It sends its password as Basic, whatever is asked for.
void TestLabPeers::wgetHasNoDigest()
{
    LabServer digest;
    lab::SquidRules rules;
    rules.accessRules = "http_access allow signed_in\n";
    rules.basic = false;
    rules.digest = true;
    const QString problem = lab::startSquid(digest, rules);
    QVERIFY2(problem.isEmpty(), qPrintable(problem));
    const PeerRun peer = wget(urlOf(digest.authority()), lab::rightPassword, m_http.url());
    QCOMPARE(peer.exitCode, 8);
    QVERIFY(peer.output.contains("ERROR 407"));
    const ProgramRun run = runCheck(checkArguments(digest.authority(), lab::user, {m_http.url()}),
                                    lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
}

void TestLabPeers::cntlmJudgesNtlm_data()
{
    QTest::addColumn<bool>("practice");
    QTest::addColumn<bool>("right");
    for (const bool practice : {true, false}) {
        const char *proxy = practice ? "practice proxy" : "Squid";
        QTest::addRow("%s, right", proxy) << practice << true;
        QTest::addRow("%s, wrong", proxy) << practice << false;
    }
}

/// `cntlm -M` tries its four kinds of NTLM and tells which one a proxy takes.
void TestLabPeers::cntlmJudgesNtlm()
{
    QFETCH(bool, practice);
    QFETCH(bool, right);
    const auto played = pt::scenarioById(u"ntlm-right"_s);
    QVERIFY(played);
    QCOMPARE(played->user, lab::user);
    pt::PracticeProxy proxy(*played);
    const auto port = proxy.listen();
    QVERIFY(port);
    const QByteArray rightPassword = practice ? played->password.toUtf8() : lab::rightPassword;
    LabServer folder;
    QVERIFY(folder.write(u"probe.conf"_s,
                         lab::cntlmConfiguration(practice ? *port : m_ntlm.port(),
                                                 right ? rightPassword : lab::wrongPassword)));
    const PeerRun run = runPeer(LabServer::findProgram(u"cntlm"_s),
                                {u"-c"_s, folder.path(u"probe.conf"_s), u"-M"_s,
                                 practice ? u"http://www.practice.test/"_s : m_http.url()});
    QCOMPARE(run.output.contains("OK (HTTP code: 200)"), right);
    QCOMPARE(run.output.contains("Auth            NTLMv2"), right);
    QCOMPARE(run.output.count("Credentials rejected"), right ? 0 : 4);
    if (practice)
        QCOMPARE(proxy.answersRefused(), right ? 0 : 4);
}

void TestLabPeers::throughCntlm()
{
    const ProgramRun run = runCheck(arguments(m_helper));
    QVERIFY2(run.verdict() == u"healthy.no-sign-in-asked"_s, run.story());
    QCOMPARE(run.exitCode, 0);
    QCOMPARE(run.besides(u"error"_s), QStringList());
}

/// The helper asks with Basic what it could not answer by itself: that the password it keeps is
/// refused is all that is wrong, and the realm tells.
void TestLabPeers::throughCntlmWithAWrongPassword()
{
    const ProgramRun run = runCheck(arguments(m_wrongHelper));
    QVERIFY2(run.verdict() == u"credentials.missing"_s, run.story());
    QCOMPARE(evidenceProblem(run), QString());
    QCOMPARE(run.json[u"product"_s][u"id"_s].toString(), u"cntlm"_s);
    QVERIFY(run.finding(run.verdict())[u"explanation"_s].toString().contains(u"cntlm"_s));
}

void TestLabPeers::throughCntlmWithAnotherPassword()
{
    const ProgramRun run = runCheck(arguments(m_wrongHelper, u"CORP\\anna"_s), lab::rightPassword);
    QVERIFY2(run.verdict() == u"healthy.signed-in"_s, run.story());
    QCOMPARE(run.exitCode, 0);
}

QTEST_GUILESS_MAIN(TestLabPeers)
#include "tst_lab_peers.moc"

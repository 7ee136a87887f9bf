// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/Arguments.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestArguments : public QObject
{
    Q_OBJECT

private slots:
    void accepted_data();
    void accepted();
    void refused_data();
    void refused();
    void nothingSecretIsRepeated_data();
    void nothingSecretIsRepeated();
    void helpNamesEveryOption();
    void noOptionTakesAPassword();
};

void TestArguments::accepted_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<Command>("expected");

    Command command;
    command.kind = CommandKind::Help;
    QTest::addRow("--help") << QStringList{u"--help"_s} << command;
    QTest::addRow("-h") << QStringList{u"-h"_s} << command;
    QTest::addRow("help behind a command") << QStringList{u"check"_s, u"--help"_s} << command;
    command.kind = CommandKind::Version;
    QTest::addRow("--version") << QStringList{u"--version"_s} << command;

    command = {};
    command.kind = CommandKind::Check;
    command.proxy = u"proxy.example:3128"_s;
    QTest::addRow("check, the least")
        << QStringList{u"check"_s, u"--proxy"_s, u"proxy.example:3128"_s} << command;
    QTest::addRow("value after an equals sign")
        << QStringList{u"check"_s, u"--proxy=proxy.example:3128"_s} << command;

    command.scheme = ProxyScheme::Https;
    QTest::addRow("a proxy over TLS")
        << QStringList{u"check"_s, u"--proxy=proxy.example:3128"_s, u"--scheme=HTTPS"_s} << command;
    command.scheme = ProxyScheme::Http;
    command.targets = {u"http://a.example/"_s, u"https://b.example:8443/x?y"_s};
    command.user = u"ACME\\dev"_s;
    command.password = PasswordSource::File;
    command.passwordFile = u"/tmp/pw"_s;
    command.auth = AuthChoice::Basic;
    command.attempts = 3;
    command.ntlmVersion1 = true;
    command.timeoutSeconds = 7;
    command.caFile = u"ca.pem"_s;
    command.userAgent = u"Agent/1"_s;
    command.json = true;
    command.bundleFile = u"b.zip"_s;
    QTest::addRow("check, everything")
        << QStringList{u"check"_s, u"--proxy"_s, u"proxy.example:3128"_s, u"--scheme"_s, u"http"_s,
                       u"--target"_s, u"http://a.example/"_s, u"--target=https://b.example:8443/x?y"_s,
                       u"--user"_s, u"ACME\\dev"_s, u"--password-file"_s, u"/tmp/pw"_s, u"--auth"_s,
                       u"basic"_s, u"--attempts"_s, u"3"_s, u"--timeout"_s, u"7"_s, u"--ca-file"_s,
                       u"ca.pem"_s, u"--user-agent"_s, u"Agent/1"_s, u"--json"_s, u"--bundle"_s,
                       u"b.zip"_s, u"--no-second-opinion"_s, u"--ntlm-v1"_s}
        << command;

    command = {};
    command.kind = CommandKind::Check;
    command.profile = u"Work"_s;
    command.password = PasswordSource::Profile;
    QTest::addRow("a profile names the proxy") << QStringList{u"check"_s, u"--profile"_s, u"Work"_s} << command;

    command = {};
    command.kind = CommandKind::Check;
    command.proxy = u"p:1"_s;
    command.watchMinutes = 30;
    QTest::addRow("a watch") << QStringList{u"check"_s, u"--proxy=p:1"_s, u"--watch"_s, u"30"_s} << command;
    command.watchMinutes = 1440;
    command.everySeconds = 5;
    QTest::addRow("a watch, as long and as often as can be")
        << QStringList{u"check"_s, u"--proxy=p:1"_s, u"--watch=1440"_s, u"--every=5"_s} << command;
    command = {};
    command.kind = CommandKind::Practice;
    command.subject = u"right"_s;
    command.watchMinutes = 1;
    command.everySeconds = 60;
    QTest::addRow("a watch of a scenario")
        << QStringList{u"practice"_s, u"right"_s, u"--watch=1"_s, u"--every"_s, u"60"_s} << command;

    command = {};
    command.kind = CommandKind::Analyze;
    command.subject = u"-"_s;
    QTest::addRow("analyze standard input") << QStringList{u"analyze"_s, u"-"_s} << command;
    command.subject = u"log.txt"_s;
    command.json = true;
    QTest::addRow("analyze a file") << QStringList{u"analyze"_s, u"--json"_s, u"log.txt"_s} << command;

    command = {};
    command.kind = CommandKind::PracticeList;
    QTest::addRow("practice --list") << QStringList{u"practice"_s, u"--list"_s} << command;
    QTest::addRow("practice alone lists") << QStringList{u"practice"_s} << command;
    command.kind = CommandKind::PracticeTable;
    command.json = true;
    QTest::addRow("practice --table") << QStringList{u"practice"_s, u"--table"_s, u"--json"_s} << command;
    command.json = false;
    command.kind = CommandKind::Practice;
    command.subject = u"right"_s;
    QTest::addRow("practice") << QStringList{u"practice"_s, u"right"_s} << command;
    command.kind = CommandKind::ServePractice;
    command.port = 8888;
    QTest::addRow("serve-practice")
        << QStringList{u"serve-practice"_s, u"right"_s, u"--port"_s, u"8888"_s} << command;
}

void TestArguments::accepted()
{
    QFETCH(QStringList, arguments);
    QFETCH(Command, expected);
    const auto command = parseArguments(arguments);
    QVERIFY2(command.has_value(), command ? "" : qPrintable(command.error().what));
    QCOMPARE(*command, expected);
}

void TestArguments::refused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("what"); ///< part of it
    QTest::addColumn<QString>("how");

    const QString proxy = u"--proxy=p:1"_s;
    QTest::addRow("nothing") << QStringList{} << u"No command"_s << u"--help"_s;
    QTest::addRow("a table of one") << QStringList{u"practice"_s, u"--table"_s, u"right"_s}
                                    << u"every scenario"_s << u"--help"_s;
    QTest::addRow("a table and a list") << QStringList{u"practice"_s, u"--list"_s, u"--table"_s}
                                        << u"every scenario"_s << u"--help"_s;
    QTest::addRow("unknown command") << QStringList{u"chekc"_s} << u"chekc"_s << u"--help"_s;
    QTest::addRow("option first") << QStringList{u"--json"_s} << u"--json"_s << u"--help"_s;
    QTest::addRow("unknown option") << QStringList{u"check"_s, proxy, u"--proxxy"_s} << u"--proxxy"_s
                                    << u"--proxy --scheme"_s;
    QTest::addRow("option of another command")
        << QStringList{u"analyze"_s, u"x"_s, u"--target=http://a/"_s} << u"--target"_s << u"--json"_s;
    QTest::addRow("scheme of no proxy") << QStringList{u"check"_s, u"--scheme=https"_s} << u"there is none"_s << u"--proxy"_s;
    QTest::addRow("value missing at the end") << QStringList{u"check"_s, u"--proxy"_s} << u"needs a value"_s
                                              << u"--help"_s;
    QTest::addRow("an option where a value is due")
        << QStringList{u"check"_s, u"--proxy"_s, u"--json"_s} << u"needs a value"_s << u"--help"_s;
    QTest::addRow("a value that is not wanted") << QStringList{u"check"_s, proxy, u"--json=yes"_s}
                                                << u"takes no value"_s << u"--help"_s;
    QTest::addRow("given twice") << QStringList{u"check"_s, proxy, proxy} << u"twice"_s << u"once"_s;
    QTest::addRow("loose word") << QStringList{u"check"_s, proxy, u"http://a/"_s} << u"http://a/"_s
                                << u"--target"_s;
    for (const char *attempts : {"0", "4", "-1", "1.5", "many", "99999999999"}) {
        QTest::addRow("attempts %s", attempts)
            << QStringList{u"check"_s, proxy, u"--attempts="_s + QString::fromLatin1(attempts)}
            << u"from 1 to 3"_s << u"--help"_s;
    }
    for (const char *minutes : {"0", "1441", "-5", "2.5", "hour"}) {
        QTest::addRow("watch %s", minutes)
            << QStringList{u"check"_s, proxy, u"--watch="_s + QString::fromLatin1(minutes)}
            << u"--watch needs a whole number from 1 to 1440"_s << u"--help"_s;
    }
    for (const char *seconds : {"4", "3601", "-5", "often"}) {
        QTest::addRow("every %s", seconds)
            << QStringList{u"check"_s, proxy, u"--watch=60"_s, u"--every="_s + QString::fromLatin1(seconds)}
            << u"--every needs a whole number from 5 to 3600"_s << u"--help"_s;
    }
    QTest::addRow("every without a watch") << QStringList{u"check"_s, proxy, u"--every=10"_s}
                                           << u"no --watch"_s << u"--watch MINUTES"_s;
    QTest::addRow("every longer than the watch")
        << QStringList{u"check"_s, proxy, u"--watch=1"_s, u"--every=61"_s} << u"tested twice"_s
        << u"shorter --every"_s;
    QTest::addRow("a watch of no scenario") << QStringList{u"practice"_s, u"--watch=1"_s}
                                            << u"scenario to watch"_s << u"--list"_s;
    QTest::addRow("timeout 0") << QStringList{u"check"_s, proxy, u"--timeout=0"_s} << u"from 1 to 600"_s
                               << u"--help"_s;
    QTest::addRow("port too high") << QStringList{u"serve-practice"_s, u"right"_s, u"--port=65536"_s}
                                   << u"65535"_s << u"--help"_s;
    QTest::addRow("scheme nonsense") << QStringList{u"check"_s, proxy, u"--scheme=gopher"_s} << u"gopher"_s
                                     << u"socks5"_s;
    QTest::addRow("auth nonsense") << QStringList{u"check"_s, proxy, u"--auth=magic"_s} << u"magic"_s
                                   << u"--auth basic"_s;
    QTest::addRow("bare host as target") << QStringList{u"check"_s, proxy, u"--target=example.com/x"_s}
                                         << u"http:// or https://"_s << u"--target https://example.com/"_s;
    QTest::addRow("target of another kind") << QStringList{u"check"_s, proxy, u"--target=ftp://a/"_s}
                                            << u"ftp://a/"_s << u"https://example.com/"_s;
    QTest::addRow("target without host") << QStringList{u"check"_s, proxy, u"--target=http://"_s}
                                         << u"not an http"_s << u"https://example.com/"_s;
    QTest::addRow("two places for the password")
        << QStringList{u"check"_s, proxy, u"--password-stdin"_s, u"--password-file=x"_s} << u"two places"_s
        << u"--profile"_s;
    QTest::addRow("control character in the agent")
        << QStringList{u"check"_s, proxy, u"--user-agent=a\r\nX: y"_s} << u"--user-agent"_s << u"plain"_s;
    QTest::addRow("escapes in a word") << QStringList{u"\x1b[31mcheck"_s} << u"\\x1b[31m"_s << u"--help"_s;
    QTest::addRow("analyze nothing") << QStringList{u"analyze"_s} << u"recording"_s << u"file"_s;
    QTest::addRow("analyze two") << QStringList{u"analyze"_s, u"a"_s, u"b"_s} << u"too many"_s << u"--help"_s;
    QTest::addRow("serve nothing") << QStringList{u"serve-practice"_s} << u"scenario"_s << u"--list"_s;
}

void TestArguments::refused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, what);
    QFETCH(QString, how);
    const auto command = parseArguments(arguments);
    QVERIFY(!command.has_value());
    QVERIFY2(command.error().what.contains(what), qPrintable(command.error().what));
    QVERIFY2(command.error().how.contains(how), qPrintable(command.error().how));
    QVERIFY(!(command.error().what + command.error().how).contains(u'\x1b'));
}

void TestArguments::nothingSecretIsRepeated_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString proxy = u"--proxy=p:1"_s;
    QTest::addRow("--password with a value") << QStringList{proxy, u"--password"_s, u"madeup-Word7"_s};
    QTest::addRow("--password=") << QStringList{proxy, u"--password=madeup-Word7"_s};
    QTest::addRow("--pass") << QStringList{proxy, u"--pass"_s, u"madeup-Word7"_s};
    QTest::addRow("-p") << QStringList{proxy, u"-p"_s, u"madeup-Word7"_s};
    QTest::addRow("-p joined") << QStringList{proxy, u"-pmadeup-Word7"_s};
    QTest::addRow("-U as curl has it") << QStringList{proxy, u"-U"_s, u"dev:madeup-Word7"_s};
    QTest::addRow("-U joined") << QStringList{proxy, u"-Udev:madeup-Word7"_s};
    QTest::addRow("--proxy-user") << QStringList{proxy, u"--proxy-user=dev:madeup-Word7"_s};
    QTest::addRow("--user with a password") << QStringList{proxy, u"--user"_s, u"dev:madeup-Word7"_s};
    QTest::addRow("target with a password") << QStringList{proxy, u"--target=http://dev:madeup-Word7@a/"_s};
    QTest::addRow("bare target with a password") << QStringList{proxy, u"--target=dev:madeup-Word7@a"_s};
}

void TestArguments::nothingSecretIsRepeated()
{
    QFETCH(QStringList, arguments);
    const auto command = parseArguments(QStringList{u"check"_s} + arguments);
    QVERIFY(!command.has_value());
    const QString said = command.error().what + command.error().how;
    QVERIFY2(!said.contains(u"madeup"_s), "the value is repeated");
    QVERIFY(said.contains(u"--password-stdin"_s) || said.contains(u"user name or password"_s));
}

void TestArguments::helpNamesEveryOption()
{
    for (const char *command : {"check", "analyze", "practice", "serve-practice"}) {
        QVERIFY(helpText().contains(u"proxy-triage-cli "_s + QString::fromLatin1(command)));
        const QStringList options = optionsOf(QString::fromLatin1(command));
        QVERIFY(!options.isEmpty());
        for (const QString &option : options)
            QVERIFY2(helpText().contains(option), qPrintable(option));
    }
}

void TestArguments::noOptionTakesAPassword()
{
    // The only ways in: a pipe, a file, the keychain.
    const QStringList options = optionsOf(u"check"_s);
    QCOMPARE(options.filter(u"pass"_s), (QStringList{u"--password-stdin"_s, u"--password-file"_s}));
}

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"

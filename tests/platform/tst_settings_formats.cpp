// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ComputerSettings.h"
#include "platform/SettingsFormats.h"
#include "platform/SourceFromSetting.h"
#include "model/SystemClock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace pt;
using namespace Qt::StringLiterals;

using Reader = RawSettings (*)(QByteArrayView);
Q_DECLARE_METATYPE(Reader)

namespace {

QString shown(const RawSettings &settings)
{
    QStringList lines;
    for (const RawSetting &each : settings) {
        QString line = each.name + u'=' + each.value;
        if (each.line > 0)
            line += u'@' + QString::number(each.line);
        if (!each.userInfo.isEmpty())
            line += u" user"_s;
        lines.append(line);
    }
    return lines.join(u" | "_s);
}

void write(const QString &fileName, const QByteArray &text)
{
    QDir().mkpath(QFileInfo(fileName).path());
    QFile file(fileName);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestSettingsFormats : public QObject
{
    Q_OBJECT

private slots:
    void formats_data();
    void formats();
    void signIns();
    void noPasswordIsKept();
    void aComputer();
    void filesThatAreNone();
    void cancelled();
};

void TestSettingsFormats::formats_data()
{
    QTest::addColumn<Reader>("reader");
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("found");
    const auto row = [](const char *name, Reader reader, const QByteArray &text, const QString &found) {
        QTest::newRow(name) << reader << text << found;
    };
    row("git", readGitConfig, "[user]\n\tname = a\n[http]\n\tproxy = http://p:1 ; note\n", u"http.proxy=http://p:1@4"_s);
    row("git, in quotes", readGitConfig, "[HTTP]\nProxy=\"http://p:1/#x\\\\y\"\n", u"http.proxy=http://p:1/#x\\y@2"_s);
    row("git, for one address", readGitConfig, "[http \"https://a/\"]\nproxy = p:1\n", {});
    row("git, another section", readGitConfig, "[core]\nproxy = p:1\n", {});
    row("npm", readNpmrc, "; c\nproxy=http://p:1#cut\nhttps-proxy = \"http://q:2#kept\"\nnoproxy=a,b\nregistry=x\n",
        u"proxy=http://p:1@2 | https-proxy=http://q:2#kept@3 | noproxy=a,b@4"_s);
    row("pip", readPipConf, "[global]\n# proxy = no\nproxy = http://p:1\n[install]\nproxy = http://q:1\n", u"global.proxy=http://p:1@3"_s);
    row("pip, colon", readPipConf, "[global]\r\nproxy: p:1\r\n", u"global.proxy=p:1@2"_s);
    row("apt", readAptConf, "Acquire::http::Proxy \"http://p:1\";\n// Acquire::https::Proxy \"no\";\n", u"Acquire::http::Proxy=http://p:1@1"_s);
    row("apt, nested", readAptConf, "/* c */ acquire {\n  http { Proxy \"http://p:1\"; };\n  https { proxy \"http://q:1\"; };\n};\n",
        u"Acquire::http::Proxy=http://p:1@2 | Acquire::https::Proxy=http://q:1@3"_s);
    row("apt, for one host", readAptConf, "Acquire::http::Proxy::a.example \"DIRECT\";", {});
    row("apt, no end", readAptConf, "Acquire { { { \"", {});
    row("curl", readCurlrc, "# c\nproxy = \"http://p:1\"\nnoproxy=a,b\n", u"proxy=http://p:1@2 | noproxy=a,b@3"_s);
    row("curl, short", readCurlrc, "-x p:1\n", u"proxy=p:1@1"_s);
    row("curl, long", readCurlrc, "--proxy p:1 # c\nproxy-user = \"a:b\"\n", u"proxy=p:1@1 user"_s);
    row("wget", readWgetrc, "HTTPS-Proxy = http://p:1\nhttp_proxy=http://q:1\nno_proxy = a\nproxy_user = me\n",
        u"https_proxy=http://p:1@1 user | http_proxy=http://q:1@2 user | no_proxy=a@3"_s);
    row("environment", readEnvironmentFile, "PATH=/bin\nhttp_proxy=\"http://p:1\"\nexport HTTPS_PROXY='http://q:1' # c\nno_proxy=a; export no_proxy\n",
        u"http_proxy=http://p:1@2 | HTTPS_PROXY=http://q:1@3 | no_proxy=a@4"_s);
    row("environment, a comment", readEnvironmentFile, "# http_proxy=x\n", {});
    row("KDE, by hand", readKioslaverc, "[Proxy Settings]\nProxyType=1\nhttpProxy=http://p 1\nhttpsProxy[$e]=http://q 2\nNoProxyFor=a,b\n",
        u"httpProxy=http://p 1@3 | httpsProxy=http://q 2@4 | NoProxyFor=a,b@5"_s);
    row("KDE, turned around", readKioslaverc, "[Proxy Settings]\nProxyType=1\nhttpProxy=http://p 1\nNoProxyFor=a\nReversedException=true\n",
        u"httpProxy=http://p 1@3"_s);
    row("KDE, script", readKioslaverc, "[Proxy Settings]\nProxyType=2\nProxy Config Script=http://a/p.pac\nhttpProxy=http://p 1\n",
        u"Proxy Config Script=http://a/p.pac@3"_s);
    row("KDE, off", readKioslaverc, "[Proxy Settings]\nProxyType=0\nhttpProxy=http://p 1\n", {});
    row("GNOME, by hand", readGsettings,
        "org.gnome.system.proxy mode 'manual'\norg.gnome.system.proxy ignore-hosts ['localhost', '10.0.0.0/8']\n"
        "org.gnome.system.proxy.http host 'p'\norg.gnome.system.proxy.http port 8080\norg.gnome.system.proxy.https host ''\n"
        "org.gnome.system.proxy.https port 0\n",
        u"http=p:8080 | ignore-hosts=localhost,10.0.0.0/8"_s);
    row("GNOME, script", readGsettings, "org.gnome.system.proxy autoconfig-url 'http://a/p.pac'\norg.gnome.system.proxy mode 'auto'\n",
        u"autoconfig-url=http://a/p.pac"_s);
    row("GNOME, off", readGsettings, "org.gnome.system.proxy mode 'none'\norg.gnome.system.proxy.http host 'p'\n", {});
    row("GNOME, key file", readGnomeKeyfile, "[org/gnome/system/proxy]\nmode='manual'\n[org/gnome/system/proxy/https]\nhost='p'\nport=1\n", u"https=p:1"_s);
    const std::pair<const char *, Reader> all[] = {
        {"git", readGitConfig}, {"npm", readNpmrc}, {"pip", readPipConf}, {"apt", readAptConf},
        {"curl", readCurlrc}, {"wget", readWgetrc}, {"environment", readEnvironmentFile},
        {"KDE", readKioslaverc}, {"GNOME", readGsettings}, {"key file", readGnomeKeyfile}};
    for (const auto &[name, reader] : all) {
        row(qPrintable(QString::fromLatin1(name) + u", empty"_s), reader, {}, {});
        row(qPrintable(QString::fromLatin1(name) + u", zeroes"_s), reader, QByteArray(70'000, '\0'), {});
        row(qPrintable(QString::fromLatin1(name) + u", signs"_s), reader, QByteArray("[={\"'\\;\n").repeated(20'000), {});
    }
}

void TestSettingsFormats::formats()
{
    QFETCH(Reader, reader);
    QFETCH(QByteArray, text);
    QTEST(shown(reader(text)), "found");
}

void TestSettingsFormats::signIns()
{
    Credentials typed;
    typed.user = u"dev"_s;
    typed.password = Secret::takeText(u"made-up-1"_s);
    const auto compared = [&](const QByteArray &line, const Credentials &with) {
        const RawSettings settings = readEnvironmentFile(line);
        return sourceFrom(settings.front(), credentialsIn(settings.front()), with).signIn;
    };
    QVERIFY(compared("http_proxy=http://p:1", typed) == SourceSignIn::None);
    QVERIFY(compared("http_proxy=http://dev:made-up-1@p:1", typed) == SourceSignIn::Same);
    QVERIFY(compared("http_proxy=http://dev:made%2Dup-1@p:1", typed) == SourceSignIn::Same);
    QVERIFY(compared("http_proxy=http://dev:made-up-2@p:1", typed) == SourceSignIn::Different);
    QVERIFY(compared("http_proxy=http://other:made-up-1@p:1", typed) == SourceSignIn::Different);
    QVERIFY(compared("http_proxy=http://dev:made-up-1@p:1", {}) == SourceSignIn::NotCompared);
    const auto secret = [&](const QByteArray &line, const Credentials &with) {
        const RawSettings settings = readEnvironmentFile(line);
        return sourceFrom(settings.front(), credentialsIn(settings.front()), with).secret;
    };
    QVERIFY(secret("http_proxy=http://dev:made-up-1@p:1", typed) == SameSecret::Yes);
    QVERIFY(secret("http_proxy=http://dev:made-up-2@p:1", typed) == SameSecret::No);
    QVERIFY(secret("http_proxy=http://other:made-up-2@p:1", typed) == SameSecret::Unknown);
    QVERIFY(secret("http_proxy=http://dev@p:1", typed) == SameSecret::Unknown);
    QVERIFY(secret("http_proxy=http://p:1", typed) == SameSecret::Unknown);
    QVERIFY(secret("http_proxy=http://dev:made-up-1@p:1", {}) == SameSecret::Unknown);
    const RawSettings curl = readCurlrc("proxy = p:1\nproxy-user = \"dev:made%2Dup-1\"\n");
    QVERIFY(sourceFrom(curl.front(), credentialsIn(curl.front()), typed).signIn == SourceSignIn::Same);
    const RawSettings wget = readWgetrc("http_proxy = p:1\nproxy_user = dev\nproxy_password = made-up-1\n");
    QVERIFY(sourceFrom(wget.front(), credentialsIn(wget.front()), typed).signIn == SourceSignIn::Same);
}

void TestSettingsFormats::noPasswordIsKept()
{
    const RawSettings settings = readEnvironmentFile("http_proxy=http://dev:made-up-1@p.example:1\n");
    const ProxySource source = sourceFrom(settings.front(), credentialsIn(settings.front()), {});
    QVERIFY2(!source.value.contains(u"made-up"_s), "the password is kept");
    QCOMPARE(source.endpoint.authority(), u"p.example:1"_s);
}

void TestSettingsFormats::aComputer()
{
    QTemporaryDir folder;
    const QString home = folder.path() + u"/home"_s;
    write(home + u"/.gitconfig"_s, "[http]\nproxy = http://dev:made-up-1@git.example:1\n");
    write(home + u"/.config/kioslaverc"_s, "[Proxy Settings]\nProxyType=1\nhttpProxy=http://kde.example 1\n");
    write(folder.path() + u"/etc/environment"_s, "https_proxy=http://etc.example:1\n");
    write(folder.path() + u"/etc/apt/apt.conf.d/80proxy"_s, "Acquire::http::Proxy \"http://apt.example:1\";\n");
    SettingsPlaces places;
    places.home = home;
    places.root = folder.path();
    places.environment.insert(u"http_proxy"_s, u"http://env.example:1"_s);
    const SystemClock clock;
    ComputerSettings settings(places, clock);
    std::optional<SettingsReader::Found> found;
    settings.read({u"http://example.com/"_s}, {}, {}, [&](const SettingsReader::Found &all) { found = all; });
    QVERIFY2(!found, "not from inside the call");
    QTRY_VERIFY(found);
    QStringList hosts;
    QStringList places2;
    for (const ProxySource &source : found->sources) {
        hosts.append(source.endpoint.host);
        places2.append(source.place);
    }
    QCOMPARE(hosts.join(u' '), u"env.example etc.example kde.example git.example apt.example"_s);
    QVERIFY(places2.contains(u"~/.gitconfig"_s));
    QVERIFY2(places2.contains(u"/etc/apt/apt.conf.d/80proxy"_s), qPrintable(places2.join(u' ')));
    const Credentials inGit = settings.credentialsOf(found->sources.at(3));
    QCOMPARE(inGit.user, u"dev"_s);
    QVERIFY(inGit.password && inGit.password->equals(Secret::takeText(u"made-up-1"_s)));
    QCOMPARE(settings.secrets().size(), 1);
}

void TestSettingsFormats::filesThatAreNone()
{
    QTemporaryDir folder;
    const QString home = folder.path();
    QVERIFY(QFile::link(home + u"/.npmrc"_s, home + u"/.gitconfig"_s));
    QVERIFY(QFile::link(home + u"/.gitconfig"_s, home + u"/.npmrc"_s)); // a loop
    QVERIFY(QDir(home).mkdir(u".curlrc"_s));
#ifdef Q_OS_UNIX
    QCOMPARE(mkfifo(qPrintable(home + u"/.wgetrc"_s), 0600), 0); // opening it would wait
#endif
    write(home + u"/.config/pip/pip.conf"_s,
          QByteArray(ComputerSettings::longestFile, '\n') + "[global]\nproxy = late.example:1\n");
    SettingsPlaces places;
    places.home = home;
    places.root = home + u"/none"_s;
    QVERIFY(settingsInFiles(places).empty());
}

void TestSettingsFormats::cancelled()
{
    const SystemClock clock;
    ComputerSettings settings({}, clock);
    bool called = false;
    settings.read({}, {}, {}, [&](const SettingsReader::Found &) { called = true; });
    settings.cancel();
    settings.cancel();
    QTest::qWait(100);
    QVERIFY(!called);
    {
        ComputerSettings gone({}, clock);
        gone.read({}, {}, {}, [&](const SettingsReader::Found &) { called = true; });
    }
    QTest::qWait(100);
    QVERIFY(!called);
}

QTEST_GUILESS_MAIN(TestSettingsFormats)
#include "tst_settings_formats.moc"

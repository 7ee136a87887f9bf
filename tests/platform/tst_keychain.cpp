// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
// The keychain against a real gnome-keyring. Every test has a home, a run-time folder and a bus of
// its own, and no display; nothing of the person's own keyring is touched.

#include "platform/ProfileStore.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

namespace {

const QString profileId = u"0a0b0c0d-1111-2222-3333-444455556666"_s;
// Made up; long and odd enough to be found by a search wherever it is written.
const QByteArray canary = "Kanarie-7f3d-\xC3\xBC\xE2\x82\xAC-vogel";

QList<QByteArray> spellings(const QByteArray &secret)
{
    return {secret,         secret.toBase64(),          secret.toBase64().toBase64(),
            secret.toHex(), secret.toPercentEncoding(), secret.left(12)};
}

} // namespace

class tst_keychain : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();

    void unlocked();
    void seenFromOutside();
    void sizes_data();
    void sizes();
    void locked();
    void keyringEndsInBetween();
    void freshAccountWithoutKeyring();
    void noBus();
    void busWithoutService();
    void twoProgramsAtOnce();
    void programEndsWhileACallIsUnderWay();
    void nothingIsWrittenBesideTheKeyring();

private:
    QStringList session(const QString &keyring, const QString &code,
                        const QString &keyringPassword = u"A"_s);
    QStringList run(const QString &program, const QStringList &arguments);
    QStringList filesHolding(const QByteArray &secret) const;
    QString home() const { return m_directory->filePath(u"home"_s); }

    std::unique_ptr<QTemporaryDir> m_directory;
    QProcessEnvironment m_environment;
};

void tst_keychain::initTestCase()
{
    const std::pair<QString, QString> needed[] = {{u"gnome-keyring-daemon"_s, u"gnome-keyring"_s},
                                                  {u"dbus-run-session"_s, u"dbus"_s},
                                                  {u"dbus-send"_s, u"dbus"_s},
                                                  {u"secret-tool"_s, u"libsecret-tools"_s}};
    for (const auto &[program, package] : needed) {
        QVERIFY2(!QStandardPaths::findExecutable(program).isEmpty(),
                 qPrintable(u"%1 is missing. Install the package %2."_s.arg(program, package)));
    }
}

void tst_keychain::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    QVERIFY(QDir().mkpath(home() + u"/.local/share"_s));
    QVERIFY(QDir().mkpath(home() + u"/.config"_s));
    QVERIFY(QDir().mkdir(m_directory->filePath(u"run"_s),
                         QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QFile secret(m_directory->filePath(u"secret"_s));
    QVERIFY(secret.open(QIODevice::WriteOnly));
    secret.write(canary);

    m_environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"DBUS_SESSION_BUS_ADDRESS"_s,
          u"XDG_CURRENT_DESKTOP"_s, u"KDE_FULL_SESSION"_s, u"GNOME_KEYRING_CONTROL"_s})
        m_environment.remove(name);
    m_environment.insert(u"HOME"_s, home());
    m_environment.insert(u"XDG_DATA_HOME"_s, home() + u"/.local/share"_s);
    m_environment.insert(u"XDG_CONFIG_HOME"_s, home() + u"/.config"_s);
    m_environment.insert(u"XDG_CACHE_HOME"_s, home() + u"/.cache"_s);
    m_environment.insert(u"XDG_RUNTIME_DIR"_s, m_directory->filePath(u"run"_s));
    m_environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    m_environment.insert(u"CLIENT"_s, QStringLiteral(PT_KEYCHAIN_CLIENT));
    m_environment.insert(u"ID"_s, profileId);
    m_environment.insert(u"SECRET"_s, secret.fileName());
    // A job that is still running when the program ends is left to the system on purpose.
    m_environment.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s);
}

/// The lines printed by `code`, run in a session with a keyring. Fails where it could not run.
QStringList tst_keychain::session(const QString &keyring, const QString &code,
                                  const QString &keyringPassword)
{
    m_environment.insert(u"KEYRING_PASSWORD"_s, keyringPassword);
    QStringList arguments;
    if (keyring == u"none"_s) {
        // A bus that can start no service: the usual one starts gnome-keyring by itself.
        const QString path = m_directory->filePath(u"bus.conf"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {u"cannot write bus.conf"_s};
        file.write("<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>"
                   "<policy context=\"default\"><allow send_destination=\"*\"/>"
                   "<allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>\n");
        file.close();
        arguments = {u"--config-file"_s, path};
    }
    arguments += {u"--"_s, QStringLiteral(PT_SOURCE_DIR "/tests/platform/keyring-session"), keyring,
                  code};
    return run(u"dbus-run-session"_s, arguments);
}

QStringList tst_keychain::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    // To a file: a service left by the bus would hold a pipe open.
    const QString log = m_directory->filePath(u"stderr"_s);
    process.setStandardErrorFile(log);
    const QString output = m_directory->filePath(u"stdout"_s);
    process.setStandardOutputFile(output);
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(program, arguments);
    const bool finished = process.waitForFinished(30'000);
    QFile errors(log);
    const bool opened = errors.open(QIODevice::ReadOnly);
    const QString said = opened ? QString::fromUtf8(errors.readAll()) : QString();
    if (!finished || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        return {u"%1 failed with %2: %3"_s.arg(program).arg(process.exitCode()).arg(said)};
    }
    QFile file(output);
    if (!file.open(QIODevice::ReadOnly))
        return {u"no output"_s};
    QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (QString &line : lines)
        line = line.trimmed();
    return lines;
}

/// Files under the home that hold the secret in any spelling.
QStringList tst_keychain::filesHolding(const QByteArray &secret) const
{
    QStringList found;
    QDirIterator files(m_directory->path(), QDir::Files | QDir::Hidden | QDir::System,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.fileName() == m_directory->filePath(u"secret"_s)
            || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray bytes = file.readAll();
        for (const QByteArray &spelling : spellings(secret)) {
            if (bytes.contains(spelling))
                found.append(QDir(m_directory->path()).relativeFilePath(file.fileName()));
        }
    }
    found.removeDuplicates();
    return found;
}

void tst_keychain::unlocked()
{
    QCOMPARE(session(u"unlocked"_s,
                     u"$CLIENT write $ID <$SECRET; $CLIENT read $ID <$SECRET;"
                     "$CLIENT remove $ID; $CLIENT read $ID <$SECRET;"
                     "$CLIENT remove $ID; $CLIENT probe"_s),
             (QStringList{u"write Stored"_s, u"read Read equal"_s, u"remove Deleted"_s,
                          u"read NotFoundOrLocked Entry not found"_s, u"remove Deleted"_s,
                          u"probe Stored"_s}));
}

void tst_keychain::seenFromOutside()
{
    // One item, found by any other program of the same session. Its label and attributes, which can
    // be read while it is locked, name nobody.
    const QStringList lines
        = session(u"unlocked"_s,
                  u"$CLIENT write $ID <$SECRET; $CLIENT write $ID <$SECRET; $CLIENT probe;"
                  "secret-tool search --all server 'Proxy Triage' 2>&1;"
                  "secret-tool lookup server 'Proxy Triage' user org.proxytriage.ProxyTriage/$ID;"
                  "echo"_s);
    QCOMPARE(lines.mid(0, 3),
             (QStringList{u"write Stored"_s, u"write Stored"_s, u"probe Stored"_s}));
    QCOMPARE(lines.filter(u"label = "_s), QStringList{u"label = Proxy Triage"_s});
    QCOMPARE(lines.filter(u"attribute.user = "_s),
             QStringList{u"attribute.user = org.proxytriage.ProxyTriage/"_s + profileId});
    const QByteArray item = QByteArray::fromBase64(lines.last().toLatin1());
    const QJsonObject object = QJsonDocument::fromJson(item).object();
    QCOMPARE(object.value("version"_L1).toInt(), 1);
    QVERIFY2(QByteArray::fromBase64(object.value("bytes"_L1).toString().toLatin1()) == canary,
             "another secret is in the keyring");
}

void tst_keychain::sizes_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("read");
    const QString stored = u"write Stored"_s;
    const QString equal = u"read Read equal"_s;
    QTest::newRow("empty") << QByteArray() << stored << equal;
    QTest::newRow("zero bytes inside") << QByteArray("a\0b\0", 4) << stored << equal;
    QTest::newRow("not UTF-8") << QByteArray("p\xE9ncil") << stored << equal;
    QTest::newRow("an item of 2048 bytes") << QByteArray(1518, 'x') << stored << equal;
    QTest::newRow("one byte more") << QByteArray(1519, 'x') << u"write TooLarge"_s
                                   << u"read NotFoundOrLocked Entry not found"_s;
}

void tst_keychain::sizes()
{
    QFETCH(QByteArray, secret);
    QFETCH(QString, written);
    QFETCH(QString, read);
    QFile file(m_directory->filePath(u"secret"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(secret);
    file.close();
    const QStringList lines
        = session(u"unlocked"_s, u"$CLIENT write $ID <$SECRET; $CLIENT read $ID <$SECRET"_s);
    QCOMPARE(lines.size(), 2);
    QVERIFY2(lines[0].startsWith(written), qPrintable(lines[0]));
    QCOMPARE(lines[1], read);
}

void tst_keychain::locked()
{
    QCOMPARE(session(u"unlocked"_s, u"$CLIENT write $ID <$SECRET"_s),
             QStringList{u"write Stored"_s});
    const QString refused = u"Denied Cannot create an item in a locked collection"_s;
    QCOMPARE(session(u"unlocked"_s,
                     u"$CLIENT read $ID <$SECRET; $CLIENT write $ID <$SECRET;"
                     "$CLIENT remove $ID; $CLIENT probe"_s,
                     u"B"_s),
             (QStringList{u"read NotFoundOrLocked Entry not found"_s, u"write "_s + refused,
                          u"remove "_s + refused, u"probe "_s + refused}));
    // Nothing was lost meanwhile.
    QCOMPARE(session(u"unlocked"_s, u"$CLIENT read $ID <$SECRET"_s),
             QStringList{u"read Read equal"_s});
}

void tst_keychain::keyringEndsInBetween()
{
    const QStringList lines
        = session(u"unlocked"_s,
                  u"$CLIENT write $ID <$SECRET; stop_keyring; $CLIENT read $ID <$SECRET;"
                  "$CLIENT write $ID <$SECRET"_s);
    QCOMPARE(lines.size(), 3);
    QCOMPARE(lines[0], u"write Stored"_s);
    QCOMPARE(lines[1], u"read NotFoundOrLocked Entry not found"_s);
    QVERIFY2(lines[2].startsWith(u"write Denied"_s) || lines[2].startsWith(u"write Unavailable"_s),
             qPrintable(lines[2]));
}

void tst_keychain::freshAccountWithoutKeyring()
{
    const QStringList lines = session(u"fresh"_s,
                                      u"$CLIENT write $ID <$SECRET;"
                                      "$CLIENT read $ID <$SECRET; $CLIENT probe"_s);
    QCOMPARE(lines.size(), 3);
    QVERIFY2(lines[0].startsWith(u"write Unavailable Object does not exist"_s),
             qPrintable(lines[0]));
    QCOMPARE(lines[1], u"read NotFoundOrLocked Entry not found"_s);
    QVERIFY2(lines[2].startsWith(u"probe Unavailable Object does not exist"_s),
             qPrintable(lines[2]));
}

void tst_keychain::noBus()
{
    for (const QString &call : {u"write"_s, u"read"_s, u"remove"_s, u"probe"_s}) {
        const QStringList lines
            = run(u"/bin/sh"_s, {u"-c"_s, u"$CLIENT %1 $ID <$SECRET"_s.arg(call)});
        QCOMPARE(lines.size(), 1);
        QVERIFY2(lines[0].startsWith(call + u" Unavailable "_s), qPrintable(lines[0]));
        QVERIFY2(lines[0].contains(u"D-Bus"_s), qPrintable(lines[0]));
    }
}

void tst_keychain::busWithoutService()
{
    const QStringList lines = session(u"none"_s,
                                      u"$CLIENT write $ID <$SECRET;"
                                      "$CLIENT read $ID <$SECRET; $CLIENT probe"_s);
    QCOMPARE(lines.size(), 3);
    for (const QString &line : lines) {
        QVERIFY2(line.contains(u" Unavailable "_s), qPrintable(line));
        QVERIFY2(line.contains(u"org.freedesktop.secrets"_s), qPrintable(line));
    }
}

void tst_keychain::twoProgramsAtOnce()
{
    QStringList lines
        = session(u"unlocked"_s,
                  u"for i in 1 2 3 4 5; do"
                  "  $CLIENT write a-$i <$SECRET & $CLIENT write b-$i <$SECRET; wait $!;"
                  "done;"
                  "$CLIENT read a-5 <$SECRET; $CLIENT read b-1 <$SECRET"_s);
    QCOMPARE(lines.count(u"write Stored"_s), 10);
    QCOMPARE(lines.count(u"read Read equal"_s), 2);
}

void tst_keychain::programEndsWhileACallIsUnderWay()
{
    QCOMPARE(session(u"unlocked"_s,
                     u"for i in 1 2 3 4 5; do"
                     "  $CLIENT write-and-quit $ID <$SECRET; echo ended $?;"
                     "done; $CLIENT probe"_s),
             (QStringList{u"ended 0"_s, u"ended 0"_s, u"ended 0"_s, u"ended 0"_s, u"ended 0"_s,
                          u"probe Stored"_s}));
}

void tst_keychain::nothingIsWrittenBesideTheKeyring()
{
    const QString settingsPath = home() + u"/.config/proxy-triage.ini"_s;
    {
        QSettings settings(settingsPath, QSettings::IniFormat);
        Profile profile;
        profile.id = profileId;
        profile.endpoint.host = u"proxy.example"_s;
        profile.secretStored = true;
        QVERIFY(ProfileStore(settings).save(profile));
    }
    // KDE 4 is where the toolkit's fallback would write a plain file.
    for (const QString &desktop : {QString(), u"KDE"_s, u"GNOME"_s}) {
        m_environment.insert(u"XDG_CURRENT_DESKTOP"_s, desktop);
        const QStringList lines
            = session(u"unlocked"_s, u"$CLIENT write $ID <$SECRET; $CLIENT read $ID <$SECRET"_s);
        QCOMPARE(lines.size(), 2);
        if (desktop != u"KDE"_s)
            QCOMPARE(lines, (QStringList{u"write Stored"_s, u"read Read equal"_s}));
        const QStringList without = session(u"none"_s, u"$CLIENT write $ID <$SECRET"_s);
        QVERIFY2(without.value(0).startsWith(u"write Unavailable"_s), qPrintable(without.value(0)));
    }
    m_environment.insert(u"KDE_FULL_SESSION"_s, u"true"_s);
    m_environment.insert(u"KDE_SESSION_VERSION"_s, u"4"_s);
    const QStringList lines = session(u"none"_s, u"$CLIENT write $ID <$SECRET"_s);
    QVERIFY2(lines.value(0).startsWith(u"write Unavailable"_s), qPrintable(lines.value(0)));
    QCOMPARE(filesHolding(canary), QStringList());

    // The search finds what it is meant to find, in the folder it is meant to search.
    QVERIFY(QFile::exists(home() + u"/.local/share/keyrings/login.keyring"_s));
    QFile settings(settingsPath);
    QVERIFY(settings.open(QIODevice::Append));
    settings.write("\ndata=" + canary.toBase64());
    settings.close();
    QCOMPARE(filesHolding(canary), QStringList{u"home/.config/proxy-triage.ini"_s});
}

QTEST_GUILESS_MAIN(tst_keychain)
#include "tst_keychain.moc"

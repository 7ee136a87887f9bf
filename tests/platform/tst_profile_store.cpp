// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/ProfileStore.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace pt;

class tst_profile_store : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void nothingYet();
    void everyFieldSurvives();
    void savingMakesIdAndName();
    void savingAgainReplacesAndMovesToTheFront();
    void findsByIdOrName();
    void removedProfileKeepsItsSecretId();
    void forgettingASecret();
    void refuses_data();
    void refuses();
    void noPasswordOfAnAddressIsKept_data();
    void noPasswordOfAnAddressIsKept();
    void damagedEntriesAreSkippedAndLeftAlone_data();
    void damagedEntriesAreSkippedAndLeftAlone();
    void damagedOrderLosesNothing();
    void notASettingsFileAtAll();
    void newerSettingsAreLeftAlone();
    void unwritableSettingsAreToldBack();

private:
    QString path() const { return m_directory->filePath(QStringLiteral("settings.ini")); }
    QByteArray contents() const;
    static Profile example(const QString &host = QStringLiteral("proxy.example"));

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ProfileStore> m_store;
};

void tst_profile_store::init()
{
    m_store.reset();
    m_settings.reset();
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(m_directory->isValid());
    m_settings = std::make_unique<QSettings>(path(), QSettings::IniFormat);
    m_store = std::make_unique<ProfileStore>(*m_settings);
}

QByteArray tst_profile_store::contents() const
{
    m_settings->sync();
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Profile tst_profile_store::example(const QString &host)
{
    Profile profile;
    profile.endpoint.host = host;
    profile.endpoint.port = 3128;
    return profile;
}

void tst_profile_store::nothingYet()
{
    QVERIFY(m_store->profiles().isEmpty());
    QVERIFY(!m_store->find(QStringLiteral("office")));
    QVERIFY(m_store->secretIds().isEmpty());
}

void tst_profile_store::everyFieldSurvives()
{
    Profile profile;
    profile.name = QStringLiteral("Büro, 2. Stock; \"west\" = alt / neu");
    profile.endpoint.scheme = ProxyScheme::Socks5;
    profile.endpoint.host = QStringLiteral("2001:db8::1");
    profile.endpoint.port = 65535;
    profile.user = QStringLiteral("jürgen@acme.example");
    profile.domain = QStringLiteral("ACME");
    profile.targets
        = {QStringLiteral("https://one.example/a,b?c=d"), QStringLiteral("http://two.example/")};
    profile.auth = AuthChoice::Negotiate;
    profile.secretStored = true;
    const Result<Profile> saved = m_store->save(profile);
    QVERIFY(saved);
    profile.id = saved->id;
    QCOMPARE(*saved, profile);

    // From the file, as the next run reads it.
    QSettings again(path(), QSettings::IniFormat);
    const QList<Profile> read = ProfileStore(again).profiles();
    QCOMPARE(read, QList{profile});
    QCOMPARE(ProfileStore(again).secretIds(), QStringList{profile.id});
}

void tst_profile_store::savingMakesIdAndName()
{
    const Result<Profile> saved = m_store->save(example());
    QVERIFY(saved);
    QCOMPARE(saved->id.size(), 36);
    QCOMPARE(saved->name, QStringLiteral("proxy.example:3128"));
    QVERIFY(m_store->secretIds().isEmpty());
}

void tst_profile_store::savingAgainReplacesAndMovesToTheFront()
{
    Profile first = *m_store->save(example(QStringLiteral("one.example")));
    const Profile second = *m_store->save(example(QStringLiteral("two.example")));
    QCOMPARE(m_store->profiles(), (QList{second, first}));
    first.user = QStringLiteral("dev");
    QVERIFY(m_store->save(first));
    QCOMPARE(m_store->profiles(), (QList{first, second}));
}

void tst_profile_store::findsByIdOrName()
{
    Profile profile = example();
    profile.name = QStringLiteral("Office");
    profile = *m_store->save(profile);
    QCOMPARE(m_store->find(profile.id), profile);
    QCOMPARE(m_store->find(QStringLiteral("office")), profile);
    QVERIFY(!m_store->find(QStringLiteral("offic")));
    QVERIFY(!m_store->find({}));
}

void tst_profile_store::removedProfileKeepsItsSecretId()
{
    Profile profile = example();
    profile.secretStored = true;
    profile = *m_store->save(profile);
    m_store->remove(profile.id);
    QVERIFY(m_store->profiles().isEmpty());
    QVERIFY(!contents().contains("proxy.example"));
    QCOMPARE(m_store->secretIds(), QStringList{profile.id});
    m_store->forgetSecretId(profile.id);
    QVERIFY(m_store->secretIds().isEmpty());
}

void tst_profile_store::forgettingASecret()
{
    Profile profile = *m_store->save(example());
    m_store->rememberSecretId(profile.id);
    m_store->rememberSecretId(profile.id);
    QCOMPARE(m_store->secretIds(), QStringList{profile.id});
    profile.secretStored = true;
    QVERIFY(m_store->save(profile));
    m_store->forgetSecretId(profile.id);
    QVERIFY(!m_store->find(profile.id)->secretStored);
    m_store->rememberSecretId(QStringLiteral("../../elsewhere"));
    QVERIFY(m_store->secretIds().isEmpty());
}

void tst_profile_store::refuses_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("host");
    const QString host = QStringLiteral("proxy.example");
    QTest::newRow("no host") << QString() << QString();
    QTest::newRow("a password in the host")
        << QString() << QStringLiteral("dev:pencil@proxy.example");
    QTest::newRow("an id that is a path") << QStringLiteral("a/../../b") << host;
    QTest::newRow("an id in braces")
        << QStringLiteral("{0a0b0c0d-1111-2222-3333-444455556666}") << host;
}

void tst_profile_store::refuses()
{
    QFETCH(QString, id);
    QFETCH(QString, host);
    Profile profile = example(host);
    profile.id = id;
    const Result<Profile> saved = m_store->save(profile);
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, QStringLiteral("profile.cannot-save"));
    QVERIFY(!saved.error().detail.isEmpty());
    QVERIFY(m_store->profiles().isEmpty());
    QVERIFY(!contents().contains("pencil"));
}

void tst_profile_store::noPasswordOfAnAddressIsKept_data()
{
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *target, const char *kept) {
        QTest::newRow(target) << QString::fromLatin1(target) << QString::fromLatin1(kept);
    };
    row("https://dev:pencil@site.example/a", "https://site.example/a");
    row("https://dev@acme.example:pencil@site.example", "https://site.example");
    row("dev:pencil@site.example", "site.example");
    row("https://:pencil@site.example?x=@", "https://site.example?x=@");
    row("https://site.example/@name", "https://site.example/@name");
    row("https://dev:pen/pencil@site.example/", "https://site.example/");
    row("https://site.example:8080/@name", "https://site.example:8080/@name");
    row("https://", "https://");
    row("https://dev@site.example", "https://dev@site.example");
}

void tst_profile_store::noPasswordOfAnAddressIsKept()
{
    QFETCH(QString, target);
    QFETCH(QString, kept);
    Profile profile = example();
    profile.targets = {target};
    QCOMPARE(m_store->save(profile)->targets, QStringList{kept});
    QVERIFY(!contents().contains("pencil"));
    QVERIFY(contents().contains("proxy.example"));
}

void tst_profile_store::damagedEntriesAreSkippedAndLeftAlone_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QVariant>("value");
    QTest::newRow("unknown scheme")
        << QStringLiteral("scheme") << QVariant(QStringLiteral("gopher"));
    QTest::newRow("unknown sign-in") << QStringLiteral("auth") << QVariant(QStringLiteral("magic"));
    QTest::newRow("port too large") << QStringLiteral("port") << QVariant(65536);
    QTest::newRow("port below zero") << QStringLiteral("port") << QVariant(-1);
    QTest::newRow("port of letters") << QStringLiteral("port") << QVariant(QStringLiteral("http"));
    QTest::newRow("no host") << QStringLiteral("host") << QVariant(QString());
    QTest::newRow("host of bytes") << QStringLiteral("host") << QVariant(QVariantMap{});
}

void tst_profile_store::damagedEntriesAreSkippedAndLeftAlone()
{
    QFETCH(QString, key);
    QFETCH(QVariant, value);
    const Profile damaged = *m_store->save(example(QStringLiteral("damaged.example")));
    const Profile good = *m_store->save(example(QStringLiteral("good.example")));
    const QString path = QStringLiteral("profiles/entries/") + damaged.id + u'/' + key;
    m_settings->setValue(path, value);
    QCOMPARE(m_store->profiles(), QList{good});
    QVERIFY(!m_store->find(damaged.id));
    QVERIFY(m_store->save(good));
    QCOMPARE(m_settings->value(path), value);
}

void tst_profile_store::damagedOrderLosesNothing()
{
    const Profile one = *m_store->save(example(QStringLiteral("one.example")));
    const Profile two = *m_store->save(example(QStringLiteral("two.example")));
    m_settings->setValue(QStringLiteral("profiles/order"),
                         QStringList{QStringLiteral("nonsense"), one.id, one.id,
                                     QStringLiteral("00000000-0000-4000-8000-000000000000")});
    QCOMPARE(m_store->profiles(), (QList{one, two}));
    m_settings->remove(QStringLiteral("profiles/order"));
    QCOMPARE(m_store->profiles().size(), 2);
}

void tst_profile_store::notASettingsFileAtAll()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray noise;
    for (int i = 0; i < 4096; ++i)
        noise.append(char(i * 37));
    file.write(noise);
    file.close();
    QSettings settings(path(), QSettings::IniFormat);
    ProfileStore store(settings);
    QVERIFY(store.profiles().isEmpty());
    QVERIFY(store.secretIds().isEmpty());
}

void tst_profile_store::newerSettingsAreLeftAlone()
{
    const Profile profile = *m_store->save(example());
    m_settings->setValue(QStringLiteral("profiles/version"), 2);
    const QByteArray before = contents();
    QVERIFY(m_store->profiles().isEmpty());
    const Result<Profile> saved = m_store->save(profile);
    QVERIFY(!saved);
    QVERIFY(saved.error().detail.contains(QStringLiteral("newer")));
    m_store->remove(profile.id);
    QCOMPARE(contents(), before);
}

void tst_profile_store::unwritableSettingsAreToldBack()
{
    // A folder that is a file stops every user, root included.
    QFile file(m_directory->filePath(QStringLiteral("taken")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QSettings settings(m_directory->filePath(QStringLiteral("taken/settings.ini")),
                       QSettings::IniFormat);
    const Result<Profile> saved = ProfileStore(settings).save(example());
    QVERIFY(!saved);
    QCOMPARE(saved.error().code, QStringLiteral("profile.cannot-save"));
    QVERIFY(saved.error().detail.contains(settings.fileName()));
}

QTEST_GUILESS_MAIN(tst_profile_store)
#include "tst_profile_store.moc"

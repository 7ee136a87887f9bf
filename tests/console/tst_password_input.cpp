// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/PasswordInput.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestPasswordInput : public QObject
{
    Q_OBJECT

private slots:
    void reads_data();
    void reads();
    void refusesAFileOthersCanRead_data();
    void refusesAFileOthersCanRead();
    void refusesWhatIsNoPasswordFile();
    void everyRefusalSaysWhatToDo();
};

void TestPasswordInput::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<QString>("code");
    QTest::addRow("as it is") << "madeup-Word7"_ba << "madeup-Word7"_ba << QString();
    QTest::addRow("a line end goes") << "madeup-Word7\n"_ba << "madeup-Word7"_ba << QString();
    QTest::addRow("a Windows line end goes") << "madeup-Word7\r\n"_ba << "madeup-Word7"_ba << QString();
    QTest::addRow("only one goes") << "madeup-Word7\n\n"_ba << "madeup-Word7\n"_ba << QString();
    QTest::addRow("spaces stay") << " madeup Word7 \n"_ba << " madeup Word7 "_ba << QString();
    QTest::addRow("UTF-8") << "m\xc3\xa4"_ba << "m\xc3\xa4"_ba << QString();
    QTest::addRow("an empty password") << "\n"_ba << ""_ba << QString();
    QTest::addRow("nothing at all") << ""_ba << ""_ba << u"password.empty"_s;
    QTest::addRow("the longest") << QByteArray(4096, 'x') + "\r\n" << QByteArray(4096, 'x') << QString();
    QTest::addRow("too long") << QByteArray(4097, 'x') << ""_ba << u"password.too-large"_s;
    QTest::addRow("far too long") << QByteArray(1 << 20, 'x') << ""_ba << u"password.too-large"_s;
}

void TestPasswordInput::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    QFETCH(QString, code);
    QBuffer buffer(&bytes);
    QVERIFY(buffer.open(QIODevice::ReadOnly));
    const auto secret = readPassword(buffer);
    QCOMPARE(secret ? QString() : secret.error().code, code);
    if (secret)
        QVERIFY2(secret->equals(Secret::takeUtf8(QByteArray(expected))), "another password was read");
}

void TestPasswordInput::refusesAFileOthersCanRead_data()
{
    QTest::addColumn<QFile::Permissions>("permissions");
    QTest::addColumn<bool>("refused");
    const QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner;
    QTest::addRow("0600") << owner << false;
    QTest::addRow("0400") << QFile::Permissions(QFile::ReadOwner) << false;
    QTest::addRow("0640") << (owner | QFile::ReadGroup) << true;
    QTest::addRow("0604") << (owner | QFile::ReadOther) << true;
    QTest::addRow("0644") << (owner | QFile::ReadGroup | QFile::ReadOther) << true;
}

void TestPasswordInput::refusesAFileOthersCanRead()
{
    QFETCH(QFile::Permissions, permissions);
    QFETCH(bool, refused);
    QTemporaryDir folder;
    QFile file(folder.filePath(u"pw"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("madeup-Word7\n");
    file.close();
    QVERIFY(file.setPermissions(permissions));
    const auto secret = readPasswordFile(file.fileName());
    QCOMPARE(!secret.has_value(), refused);
    if (refused) {
        QCOMPARE(secret.error().code, u"password.readable-by-others"_s);
        QVERIFY(wordPasswordFailure(secret.error()).contains(u"chmod 600"_s));
    } else {
        QVERIFY2(secret->equals(Secret::takeUtf8("madeup-Word7")), "another password was read");
    }
}

void TestPasswordInput::refusesWhatIsNoPasswordFile()
{
    QTemporaryDir folder;
    QCOMPARE(readPasswordFile(folder.filePath(u"none"_s)).error().code, u"password.file-missing"_s);
    QCOMPARE(readPasswordFile(folder.path()).error().code, u"password.not-a-file"_s);
    QFile large(folder.filePath(u"large"_s));
    QVERIFY(large.open(QIODevice::WriteOnly));
    large.write(QByteArray(8192, 'x'));
    large.close();
    QVERIFY(large.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(readPasswordFile(large.fileName()).error().code, u"password.too-large"_s);
}

void TestPasswordInput::everyRefusalSaysWhatToDo()
{
    for (const char *code : {"password.empty", "password.too-large", "password.file-missing",
                             "password.not-a-file", "password.readable-by-others", "password.cannot-read"}) {
        const QString words = wordPasswordFailure({QString::fromLatin1(code), {}, u"a\x1b[31mb"_s});
        QVERIFY2(!words.isEmpty() && !words.contains(u'\x1b') && !words.contains(u"%1"_s), code);
    }
}

QTEST_GUILESS_MAIN(TestPasswordInput)
#include "tst_password_input.moc"

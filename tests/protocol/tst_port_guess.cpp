// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/PortGuess.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestPortGuess : public QObject
{
    Q_OBJECT

private slots:
    void firstBytes_data();
    void firstBytes();
    void pacFunction();
    void onlyTheBeginCounts();
};

void TestPortGuess::firstBytes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QByteArray>("tells");
    QTest::newRow("TLS alert") << "\x15\x03\x01\x00\x02\x02\x46"_ba << u"tls-alert"_s << "\x15\x03\x01\x00\x02\x02\x46"_ba;
    QTest::newRow("TLS alert, cut") << "\x15\x03\x03"_ba << u"tls-alert"_s << "\x15\x03\x03"_ba;
    QTest::newRow("TLS handshake") << "\x16\x03\x03\x00\x40\x02"_ba << u"tls"_s << "\x16\x03\x03\x00\x40"_ba;
    QTest::newRow("SOCKS5 refuses") << "\x05\xff"_ba << u"socks5"_s << "\x05\xff"_ba;
    QTest::newRow("SOCKS5 no sign-in") << "\x05\x00"_ba << u"socks5"_s << "\x05\x00"_ba;
    QTest::newRow("SOCKS4") << "\x00\x5b\x00\x00\x00\x00\x00\x00"_ba << u"socks4"_s << "\x00\x5b"_ba;
    QTest::newRow("SSH") << "SSH-2.0-OpenSSH_9.2p1 Debian\r\n"_ba << u"ssh"_s << "SSH-2.0-OpenSSH_9.2p1 Debian"_ba;
    QTest::newRow("SMTP") << "220 mail.example ESMTP Postfix\r\n"_ba << u"smtp"_s << "220 mail.example ESMTP Postfix"_ba;
    QTest::newRow("SMTP refuses") << "554 mail.example ESMTP no\r\n"_ba << u"smtp"_s << "554 mail.example ESMTP no"_ba;
    QTest::newRow("FTP") << "220 (vsFTPd 3.0.3)\r\n"_ba << u"ftp"_s << "220 (vsFTPd 3.0.3)"_ba;
    QTest::newRow("220 of something") << "220 hello\r\n"_ba << u"220-banner"_s << "220 hello"_ba;
    QTest::newRow("POP3") << "+OK ready\r\n"_ba << u"pop3"_s << "+OK ready"_ba;
    QTest::newRow("IMAP") << "* OK ready\r\n"_ba << u"imap"_s << "* OK ready"_ba;
    QTest::newRow("HTTP/2 SETTINGS") << "\x00\x00\x06\x04\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x64"_ba << u"http2"_s
                                     << "\x00\x00\x06\x04\x00\x00\x00\x00\x00"_ba;
    QTest::newRow("HTTP/2 GOAWAY") << "\x00\x00\x08\x07\x00\x00\x00\x00\x00\x00"_ba << u"http2"_s
                                   << "\x00\x00\x08\x07\x00\x00\x00\x00\x00"_ba;
    QTest::newRow("ICY") << "ICY 200 OK\r\n"_ba << u"icy"_s << "ICY 200 OK"_ba;
    QTest::newRow("bare HTML") << "\r\n <!doctype html><html>"_ba << u"html"_s << "<!doctype html"_ba;
    QTest::newRow("PAC") << "// x\nfunction FindProxyForURL(url, host) {"_ba << u"pac"_s << "function FindProxyForURL"_ba;
    QTest::newRow("VNC") << "RFB 003.008\n"_ba << u"vnc"_s << "RFB 003.008"_ba;
    QTest::newRow("telnet") << "\xff\xfd\x18"_ba << u"telnet"_s << "\xff\xfd\x18"_ba;
    QTest::newRow("nothing") << ""_ba << u"unknown"_s << ""_ba;
    QTest::newRow("one zero byte") << "\x00"_ba << u"unknown"_s << ""_ba;
    QTest::newRow("0x15 alone") << "\x15"_ba << u"unknown"_s << ""_ba;
    QTest::newRow("words") << "hello there"_ba << u"unknown"_s << ""_ba;
    QTest::newRow("554 of something") << "554 no\r\n"_ba << u"unknown"_s << ""_ba;
}

void TestPortGuess::firstBytes()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, protocol);
    QFETCH(QByteArray, tells);
    const PortGuess guess = guessPort(bytes);
    QCOMPARE(toString(guess.protocol), protocol);
    QCOMPARE(guess.span.in(bytes).toByteArray(), tells);
}

void TestPortGuess::pacFunction()
{
    const QByteArray pac = "/* x */ function\n FindProxyForURL (u, h) {}";
    QCOMPARE(findPacFunction(pac).in(pac).toByteArray(), "function\n FindProxyForURL"_ba);
    QCOMPARE(findPacFunction("<p>Write FindProxyForURL</p>").length, 0);
    QCOMPARE(findPacFunction("functionFindProxyForURL").length, 0);
    QCOMPARE(findPacFunction(QByteArray(70'000, ' ') + pac).length, 0);
}

void TestPortGuess::onlyTheBeginCounts()
{
    QCOMPARE(toString(guessPort(QByteArray(5000, 'x') + "function FindProxyForURL()").protocol), u"unknown"_s);
    QCOMPARE(toString(guessPort("220 " + QByteArray(5000, 'x') + " FTP").protocol), u"220-banner"_s);
}

QTEST_APPLESS_MAIN(TestPortGuess)
#include "tst_port_guess.moc"

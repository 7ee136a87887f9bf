// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SocksFrame.h"

#include <QTest>

using namespace pt;
using namespace Qt::StringLiterals;

class TestSocksFrame : public QObject
{
    Q_OBJECT

private slots:
    void problems_data();
    void problems();
};

void TestSocksFrame::problems_data()
{
    QTest::addColumn<SocksKind>("kind");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<SocksState>("state");
    QTest::addColumn<QStringList>("problems");
    QTest::newRow("reply of SOCKS4")
        << SocksKind::Reply4 << "005a000000000000"_ba << SocksState::Complete << QStringList();
    QTest::newRow("reply of SOCKS4 that repeats its version")
        << SocksKind::Reply4 << "045a000000000000"_ba << SocksState::Complete
        << QStringList{u"socks.version"_s};
    QTest::newRow("reply of no SOCKS4 at all, its problem named once")
        << SocksKind::Reply4 << "04f7000000000000"_ba << SocksState::Broken
        << QStringList{u"socks.version"_s};
}

void TestSocksFrame::problems()
{
    QFETCH(SocksKind, kind);
    QFETCH(QByteArray, bytes);
    QFETCH(SocksState, state);
    QFETCH(QStringList, problems);
    const SocksFrame frame = readSocks(kind, QByteArray::fromHex(bytes));
    QVERIFY(frame.state == state);
    QCOMPARE(frame.problems, problems);
}

QTEST_APPLESS_MAIN(TestSocksFrame)
#include "tst_socks_frame.moc"

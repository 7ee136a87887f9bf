// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "probe/SystemHostResolver.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace pt;

class TestHostResolver : public QObject
{
    Q_OBJECT

private slots:
    void localhost();
    void notAName();
    void aborted();
};

void TestHostResolver::localhost()
{
    SystemHostResolver resolver;
    QList<std::pair<quint64, Resolution>> answers;
    connect(&resolver, &HostResolver::resolved, this,
            [&](quint64 generation, const Resolution &resolution) {
                answers.append({generation, resolution});
            });
    resolver.resolve(7, u"localhost"_s);
    QCOMPARE(answers.size(), 0); // not from inside
    QTRY_COMPARE(answers.size(), 1);
    QCOMPARE(answers.first().first, quint64(7));
    QVERIFY(answers.first().second.outcome == ResolveOutcome::Resolved);
    QVERIFY(answers.first().second.addresses.contains(u"127.0.0.1"_s)
            || answers.first().second.addresses.contains(u"::1"_s));
}

void TestHostResolver::notAName()
{
    SystemHostResolver resolver;
    QList<Resolution> answers;
    connect(&resolver, &HostResolver::resolved, this,
            [&](quint64, const Resolution &resolution) { answers.append(resolution); });
    // Refused by the resolver before anybody is asked: a label of more than 63 bytes.
    resolver.resolve(1, QString(80, u'a'));
    QTRY_COMPARE_WITH_TIMEOUT(answers.size(), 1, 10'000);
    QVERIFY(answers.first().outcome != ResolveOutcome::Resolved);
    QVERIFY(answers.first().addresses.isEmpty());
}

void TestHostResolver::aborted()
{
    SystemHostResolver resolver;
    QSignalSpy resolved(&resolver, &HostResolver::resolved);
    resolver.resolve(1, u"localhost"_s);
    resolver.abort(1);
    resolver.abort(1);
    resolver.abort(99);
    QTest::qWait(100);
    QCOMPARE(resolved.size(), 0);
}

QTEST_GUILESS_MAIN(TestHostResolver)
#include "tst_host_resolver.moc"

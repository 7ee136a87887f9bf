// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PacReading.h"

#include "platform/PacFault.h"
#include "protocol/PacResult.h"
#include "protocol/UserInfo.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QNetworkInterface>
#include <QStringDecoder>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

QString textOf(const QByteArray &bytes)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(bytes);
    return utf8.hasError() ? QString::fromLatin1(bytes) : text;
}

QString ownAddress()
{
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (address.protocol() == QAbstractSocket::IPv4Protocol && !address.isLoopback())
            return address.toString();
    }
    return u"127.0.0.1"_s;
}

} // namespace

PacReading::PacReading(const QString &program, qint64 nowMs, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
    m_order.nowMs = nowMs;
    m_lookUpDeadline.setSingleShot(true);
    connect(&m_lookUpDeadline, &QTimer::timeout, this, [this] {
        m_open.clear(); // what has no answer yet has none
        run();
    });
}

PacReading::~PacReading()
{
    m_done = nullptr;
}

void PacReading::start(const QString &url, const QString &source, const QStringList &targets,
                       std::function<void(PacFacts)> done)
{
    m_done = std::move(done);
    m_time.start();
    m_facts.url = maskedUrlText(url).left(2048);
    m_facts.source = source;
    m_order.targets = targets;
    m_order.ownAddress = ownAddress();
    m_fetch.start(QUrl(url, QUrl::TolerantMode), fetchMs,
                  [this](const PacScript &script) { loaded(script); });
}

void PacReading::loaded(const PacScript &script)
{
    m_facts.status = script.status;
    m_facts.bytes = script.bytes.size();
    if (!script.fault.isEmpty())
        return finish(PacOutcome::Unreachable, script.fault, script.detail);
    m_order.script = textOf(script.bytes);
    if (!m_order.script.contains("FindProxyForURL"_L1))
        return finish(PacOutcome::Broken, pacfault::notAScript);
    if (m_program.isEmpty())
        return finish(PacOutcome::NotTried, pacfault::noEvaluator);
    run();
}

void PacReading::run()
{
    m_process = std::make_unique<PacProcess>(m_program);
    m_process->start(m_order, [this](const PacVerdict &verdict) { ran(verdict); });
}

void PacReading::ran(const PacVerdict &verdict)
{
    if (verdict.fault == pacfault::noEvaluator)
        return finish(PacOutcome::NotTried, verdict.fault);
    m_facts.line = verdict.line;
    if (!verdict.fault.isEmpty())
        return finish(PacOutcome::Broken, verdict.fault, verdict.detail);

    QStringList wanted;
    for (const QString &name : verdict.asked) {
        bool known = m_order.script.contains(name, Qt::CaseInsensitive);
        for (const QString &target : m_order.targets)
            known = known || QUrl(target).host(QUrl::FullyEncoded).compare(name, Qt::CaseInsensitive) == 0;
        if (known && !m_order.resolved.contains(name))
            wanted.append(name);
    }
    if (!wanted.isEmpty() && !std::exchange(m_again, true))
        return lookUp(wanted);

    for (qsizetype i = 0; i < m_order.targets.size(); ++i) {
        m_facts.answers.append({m_order.targets.at(i), verdict.answers.at(i).left(longestPacResult)});
        if (!readPacResult(verdict.answers.at(i)))
            return finish(PacOutcome::Broken, pacfault::badAnswer, verdict.answers.at(i).left(300));
    }
    finish(PacOutcome::Evaluated, {});
}

void PacReading::lookUp(const QStringList &names)
{
    m_open = QSet<QString>(names.cbegin(), names.cend());
    m_lookUpDeadline.start(lookUpMs);
    for (const QString &name : names) {
        m_order.resolved.insert(name, {});
        QHostInfo::lookupHost(name, this, [this, name](const QHostInfo &info) {
            QString address;
            const QList<QHostAddress> addresses = info.addresses();
            for (const QHostAddress &each : addresses) {
                if (each.protocol() == QAbstractSocket::IPv4Protocol && address.isEmpty())
                    address = each.toString();
            }
            lookedUp(name, address);
        });
    }
}

void PacReading::lookedUp(const QString &name, const QString &address)
{
    if (!m_open.remove(name))
        return; // too late
    m_order.resolved.insert(name, address);
    if (m_open.isEmpty()) {
        m_lookUpDeadline.stop();
        run();
    }
}

void PacReading::finish(PacOutcome outcome, const QString &fault, const QString &detail)
{
    m_facts.outcome = outcome;
    m_facts.fault = fault;
    m_facts.detail = maskedUrlText(detail);
    m_facts.durationMs = m_time.elapsed();
    if (const auto done = std::exchange(m_done, nullptr))
        done(m_facts);
}

} // namespace pt

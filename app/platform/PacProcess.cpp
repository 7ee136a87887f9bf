// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/PacProcess.h"

#include "platform/PacFault.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

namespace pt {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestOutput = 512 * 1024;

#ifdef Q_OS_WIN
constexpr auto programName = "proxy-triage-pac.exe"_L1;
bool ranOutOfTime(int)
{
    return false;
}
#else
constexpr auto programName = "proxy-triage-pac"_L1;
/// What QProcess calls the exit code of a process that a signal ended is the signal's number.
bool ranOutOfTime(int signal)
{
    return signal == SIGXCPU || signal == SIGKILL;
}
#endif

PacVerdict fault(QLatin1StringView id, const QString &detail = {})
{
    PacVerdict verdict;
    verdict.fault = id;
    verdict.detail = detail;
    return verdict;
}

QStringList texts(const QJsonValue &value, qsizetype most)
{
    QStringList list;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &item : array) {
        if (list.size() < most)
            list.append(item.toString().left(4096));
    }
    return list;
}

} // namespace

PacProcess::PacProcess(const QString &program, QObject *parent)
    : QObject(parent)
    , m_program(program)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_late = true;
        m_process->kill();
    });
}

PacProcess::~PacProcess()
{
    m_done = nullptr;
    if (!m_process)
        return;
    m_process->disconnect(this);
    if (m_process->state() == QProcess::NotRunning)
        return;
    // ~QProcess would wait for its end.
    QProcess *left = m_process.release();
    connect(left, &QProcess::finished, left, &QObject::deleteLater);
    left->kill();
}

void PacProcess::start(const PacOrder &order, std::function<void(PacVerdict)> done)
{
    m_done = std::move(done);
    m_targets = order.targets.size();
    QJsonArray targets;
    for (const QString &text : order.targets) {
        const QUrl url = urlForPac(QUrl(text));
        targets.append(QJsonObject{{u"url"_s, url.toString(QUrl::FullyEncoded)},
                                   {u"host"_s, url.host(QUrl::FullyEncoded)}});
    }
    QJsonObject resolved;
    for (auto it = order.resolved.cbegin(); it != order.resolved.cend(); ++it)
        resolved.insert(it.key(), it.value().isEmpty() ? QJsonValue() : QJsonValue(it.value()));
    const QByteArray input = QJsonDocument(QJsonObject{{u"script"_s, order.script},
                                                       {u"targets"_s, targets},
                                                       {u"resolve"_s, resolved},
                                                       {u"own_address"_s, order.ownAddress},
                                                       {u"now_ms"_s, double(order.nowMs)}})
                                 .toJson(QJsonDocument::Compact);

    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_program);
    // Nothing of this process's environment is any business of a script's.
    QProcessEnvironment environment;
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
#if defined(__SANITIZE_ADDRESS__)
    // It reads files to look for leaks, and that program can open none.
    environment.insert(u"ASAN_OPTIONS"_s, u"detect_leaks=0"_s);
#endif
    m_process->setProcessEnvironment(environment);
    m_process->setWorkingDirectory(QDir::rootPath());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process.get(), &QProcess::readyReadStandardOutput, this, &PacProcess::received);
    connect(m_process.get(), &QProcess::finished, this, &PacProcess::ended);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            QMetaObject::invokeMethod(
                this, [this] { finish(fault(pacfault::noEvaluator)); }, Qt::QueuedConnection);
        }
    });
    connect(m_process.get(), &QProcess::started, this, [this, input] {
        m_process->write(input);
        m_process->closeWriteChannel();
    });
    m_deadline.start(longestMs);
    m_process->start();
}

void PacProcess::received()
{
    m_out += m_process->read(longestOutput + 1 - qMin(longestOutput, m_out.size()));
    if (m_out.size() > longestOutput)
        m_process->kill();
}

void PacProcess::ended(int exitCode, QProcess::ExitStatus status)
{
    received();
    if (m_out.size() > longestOutput)
        return finish(fault(pacfault::badAnswer));
    if (status != QProcess::NormalExit) {
        const bool late = m_late || ranOutOfTime(exitCode);
        return finish(fault(late ? pacfault::endless : pacfault::memory));
    }
    const QJsonDocument document = QJsonDocument::fromJson(m_out);
    if (exitCode != 0 || !document.isObject())
        return finish(fault(pacfault::memory));
    const QJsonObject json = document.object();
    PacVerdict verdict;
    verdict.fault = json.value("fault"_L1).toString().left(64);
    if (verdict.fault == "no-limits"_L1 || verdict.fault == "internal"_L1)
        verdict.fault = pacfault::noEvaluator;
    verdict.detail = json.value("detail"_L1).toString().left(300);
    verdict.line = qMax(0, json.value("line"_L1).toInt());
    verdict.answers = texts(json.value("answers"_L1), m_targets);
    verdict.asked = texts(json.value("asked"_L1), 16);
    if (verdict.fault.isEmpty() && verdict.answers.size() != m_targets)
        verdict.fault = pacfault::badAnswer;
    finish(std::move(verdict));
}

void PacProcess::finish(PacVerdict verdict)
{
    m_deadline.stop();
    if (const auto done = std::exchange(m_done, nullptr))
        done(std::move(verdict));
}

QUrl urlForPac(const QUrl &target)
{
    // With the path of an https URL a script could send on what TLS keeps secret.
    QUrl url = target.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    if (url.scheme() != "http"_L1) {
        url.setPath(u"/"_s);
        url.setQuery(QString());
    }
    return url;
}

QString pacProgram(const QString &programFolder)
{
    const QStringList folders{programFolder, programFolder + u"/../"_s + QStringLiteral(PT_LIBEXEC)};
    for (const QString &folder : folders) {
        const QFileInfo file(QDir::cleanPath(folder + u'/' + programName));
        if (file.isFile() && file.isExecutable())
            return file.absoluteFilePath();
    }
    return {};
}

} // namespace pt

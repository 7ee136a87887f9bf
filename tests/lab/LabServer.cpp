// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LabServer.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QUuid>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int startMs = 20'000;
constexpr int endMs = 4'000;
constexpr int tries = 3;

/// Servers that are started by root give up their rights, and must still get at their files. A
/// folder for temporary files may be private to root, so that it is not used then.
QString folderTemplate()
{
    const QString parent = LabServer::isRoot() ? u"/tmp"_s : QDir::tempPath();
    return parent + u"/proxy-triage-lab-XXXXXX"_s;
}

bool answers(quint16 port)
{
    QTcpSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.connectToHost(QHostAddress::LocalHost, port);
    const bool connected = socket.waitForConnected(500);
    socket.abort();
    return connected;
}

} // namespace

LabServer::LabServer()
    : m_folder(folderTemplate())
{
    // As root this lets the server's own user in; the folder holds nothing but made-up accounts.
    if (isRoot())
        QFile::setPermissions(m_folder.path(), QFile::Permissions::fromInt(0x7777));
}

LabServer::~LabServer()
{
    stop();
}

QString LabServer::start(const Planner &planner)
{
    if (!m_folder.isValid())
        return u"no folder for temporary files: "_s + m_folder.errorString();
    QString problem;
    for (int i = 0; i < tries; ++i) {
        // Somebody else may take the port between the choice and the start: then with another one.
        m_port = freePort();
        problem = startOnce(planner);
        if (problem.isEmpty())
            return {};
        stop();
    }
    return problem;
}

QString LabServer::startOnce(const Planner &planner)
{
    const Plan plan = planner(*this);
    const QString program = findProgram(plan.program);
    if (program.isEmpty())
        return u"%1 is not installed; install the Debian package %2"_s.arg(plan.program,
                                                                           plan.package);
    if (!write(QFileInfo(configurationPath()).fileName(), plan.configuration))
        return u"the configuration could not be written"_s;
    m_process = std::make_unique<QProcess>();
    m_process->setProcessChannelMode(QProcess::MergedChannels);
    m_process->setStandardOutputFile(path(u"output.txt"_s));
    m_process->setWorkingDirectory(folder());
    // A group of its own, so that helpers and children can be ended with it.
    m_process->setChildProcessModifier([] { ::setpgid(0, 0); });
    // The shell holds this process' pipe: should the test crash, the pipe ends and so does the
    // group. And where the server ends by itself, the shell must not live on.
    const QString guard = u"( \"$@\" </dev/null; kill -KILL 0 ) & cat >/dev/null; kill -KILL 0"_s;
    m_process->start(u"/bin/sh"_s, QStringList{u"-c"_s, guard, u"sh"_s, program} + plan.arguments);
    if (!m_process->waitForStarted(startMs))
        return u"%1 did not start: %2"_s.arg(program, m_process->errorString());
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < startMs) {
        if (m_process->waitForFinished(50)) {
            return u"%1 ended at once: %2"_s.arg(
                program, QString::fromUtf8(contents(u"output.txt"_s).right(1000)));
        }
        if (answers(m_port))
            return {};
    }
    return u"%1 does not answer: %2"_s.arg(
        program, QString::fromUtf8(contents(u"output.txt"_s).right(1000)));
}

void LabServer::stop()
{
    if (!m_process || m_process->state() == QProcess::NotRunning) {
        m_process.reset();
        return;
    }
    const auto group = pid_t(m_process->processId());
    ::kill(-group, SIGTERM);
    m_process->waitForFinished(endMs);
    // Whatever is left of the group; an error only says that nothing is.
    ::kill(-group, SIGKILL);
    m_process->waitForFinished(endMs);
    m_process.reset();
}

QString LabServer::authority() const
{
    return u"127.0.0.1:%1"_s.arg(m_port);
}

QString LabServer::folder() const
{
    return m_folder.path();
}

QString LabServer::path(const QString &name) const
{
    return m_folder.filePath(name);
}

QString LabServer::configurationPath() const
{
    return path(u"server.conf"_s);
}

QString LabServer::unique() const
{
    // The random part of the folder's name.
    return u"lab"_s + QFileInfo(m_folder.path()).fileName().section(u'-', -1);
}

QByteArray LabServer::contents(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> LabServer::waitForLines(const QString &name, const QByteArray &part,
                                          qsizetype count) const
{
    QElapsedTimer timer;
    timer.start();
    QList<QByteArray> found;
    // Servers write their log a little after their answer. Once the lines are there, wait a moment
    // more: one too many must be seen as well.
    bool more = true;
    while (timer.elapsed() < 5000) {
        found.clear();
        const QList<QByteArray> lines = contents(name).split('\n');
        for (const QByteArray &line : lines) {
            if (line.contains(part))
                found.append(line);
        }
        if (found.size() >= count && !std::exchange(more, false))
            break;
        QTest::qWait(200);
    }
    return found;
}

bool LabServer::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(bytes) != bytes.size())
        return false;
    file.close();
    return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup
                               | QFile::ReadOther);
}

QString LabServer::addAccount(const QString &name, const QString &user,
                              const QByteArray &password) const
{
    const QString program = findProgram(u"htpasswd"_s);
    if (program.isEmpty())
        return u"htpasswd is not installed; install the Debian package apache2-utils"_s;
    QProcess process;
    QStringList options{u"-i"_s, u"-m"_s};
    if (!QFile::exists(path(name)))
        options.append(u"-c"_s);
    process.start(program, options + QStringList{path(name), user});
    process.write(password);
    process.closeWriteChannel();
    if (!process.waitForFinished(startMs) || process.exitCode() != 0)
        return u"htpasswd failed: "_s + QString::fromUtf8(process.readAllStandardError());
    QFile::setPermissions(
        path(name), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
    return {};
}

bool LabServer::isRoot()
{
    return ::geteuid() == 0;
}

QString LabServer::findProgram(const QString &name)
{
    const QString program = QStandardPaths::findExecutable(name);
    // An ordinary user's path seldom names the folders for servers.
    return program.isEmpty()
        ? QStandardPaths::findExecutable(name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/sbin"_s})
        : program;
}

quint16 LabServer::freePort()
{
    // Below the range from which the system takes the ports of outgoing connections, so that none
    // of those is in the way a moment later.
    for (;;) {
        const auto port = quint16(QRandomGenerator::system()->bounded(20'000, 32'000));
        QTcpServer server;
        server.setProxy(QNetworkProxy::NoProxy);
        if (server.listen(QHostAddress::LocalHost, port))
            return port;
    }
}

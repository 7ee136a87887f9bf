// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Kdc.h"

#include "Servers.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// An empty text: it went well.
QString run(const QString &name, const QString &package, const QStringList &arguments,
            const QStringList &variables, const QByteArray &input = {})
{
    const QString program = LabServer::findProgram(name);
    if (program.isEmpty())
        return u"%1 is not installed; install the Debian package %2"_s.arg(name, package);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30'000) || process.exitCode() != 0)
        return name + u" failed: "_s + QString::fromUtf8(process.readAll().right(600));
    return {};
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        && file.write(bytes) == bytes.size();
}

} // namespace

QString Kdc::path(const QString &name) const
{
    return m_folder.filePath(name);
}

QByteArray Kdc::clientConfiguration() const
{
    return "[libdefaults]\n"
           " default_realm = LAB.TEST\n"
           " dns_lookup_kdc = false\n"
           " dns_lookup_realm = false\n"
           " rdns = false\n"
           " dns_canonicalize_hostname = false\n"
           "[realms]\n"
           " LAB.TEST = {\n"
           "  kdc = 127.0.0.1:"
        + QByteArray::number(m_port)
        + "\n"
          " }\n"
          "[domain_realm]\n"
          " localhost = LAB.TEST\n";
}

QStringList Kdc::administration() const
{
    return {u"KRB5_CONFIG="_s + path(u"krb5.conf"_s), u"KRB5_KDC_PROFILE="_s + path(u"kdc.conf"_s)};
}

QString Kdc::start()
{
    if (LabServer::findProgram(u"krb5kdc"_s).isEmpty())
        return u"krb5kdc is not installed; install the Debian package krb5-kdc"_s;
    m_server = std::make_unique<LabServer>();
    QString problem;
    const QString started = m_server->start([this, &problem](const LabServer &self) {
        m_port = self.port();
        const QByteArray folder = m_folder.path().toUtf8();
        const QByteArray listen = "127.0.0.1:" + QByteArray::number(m_port);
        writeFile(path(u"krb5.conf"_s), clientConfiguration());
        writeFile(path(u"kdc.conf"_s),
                  "[kdcdefaults]\n kdc_listen = " + listen + "\n kdc_tcp_listen = " + listen
                      + "\n"
                        "[realms]\n"
                        " LAB.TEST = {\n"
                        "  database_name = "
                      + folder + "/principal\n  key_stash_file = " + folder
                      + "/stash\n  acl_file = " + folder
                      + "/acl\n"
                        "  max_life = 2h\n"
                        " }\n"
                        "[logging]\n kdc = FILE:"
                      + folder + "/kdc.log\n admin_server = FILE:" + folder + "/admin.log\n");
        if (!QFile::exists(path(u"principal"_s))) {
            problem = run(u"kdb5_util"_s, u"krb5-kdc"_s,
                          {u"create"_s, u"-s"_s, u"-r"_s, u"LAB.TEST"_s, u"-P"_s, u"lab-master"_s},
                          administration());
            for (const QString &command : {u"addprinc -pw %1 +requires_preauth %2"_s.arg(
                                               QString::fromUtf8(lab::rightPassword), lab::user),
                                           u"addprinc -randkey HTTP/localhost"_s}) {
                if (problem.isEmpty())
                    problem = administer(command);
            }
        }
        return LabServer::Plan{u"env"_s,
                               u"coreutils"_s,
                               administration()
                                   + QStringList{LabServer::findProgram(u"krb5kdc"_s), u"-n"_s,
                                                 u"-P"_s, self.path(u"pid"_s)},
                               {}};
    });
    return problem.isEmpty() ? started : problem;
}

QString Kdc::administer(const QString &command) const
{
    return run(u"kadmin.local"_s, u"krb5-admin-server"_s, {u"-q"_s, command}, administration());
}

QByteArray Kdc::newKeytab()
{
    const QString file = path(u"http-%1.keytab"_s.arg(++m_keytabs));
    if (!administer(u"ktadd -k %1 HTTP/localhost"_s.arg(file)).isEmpty())
        return {};
    QFile keytab(file);
    return keytab.open(QIODevice::ReadOnly) ? keytab.readAll() : QByteArray();
}

QString Kdc::getTicket(const QString &name, const QString &lifetime) const
{
    QFile::remove(path(name));
    return run(u"kinit"_s, u"krb5-user"_s, {u"-l"_s, lifetime, lab::user}, environment(name),
               lab::rightPassword + '\n');
}

QStringList Kdc::environment(const QString &name) const
{
    return {u"KRB5_CONFIG="_s + path(u"krb5.conf"_s), u"KRB5CCNAME=FILE:"_s + path(name)};
}

QList<QByteArray> Kdc::logLines(const QByteArray &part, qsizetype count) const
{
    QElapsedTimer timer;
    timer.start();
    QList<QByteArray> found;
    do {
        found.clear();
        QFile file(path(u"kdc.log"_s));
        const QList<QByteArray> lines
            = file.open(QIODevice::ReadOnly) ? file.readAll().split('\n') : QList<QByteArray>();
        for (const QByteArray &line : lines) {
            if (line.contains(part))
                found.append(line);
        }
        QTest::qWait(200); // one too many must be seen as well
    } while (found.size() < count && timer.elapsed() < 5000);
    return found;
}

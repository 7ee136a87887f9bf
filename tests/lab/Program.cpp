// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Program.h"

#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

QString ProgramRun::verdict() const
{
    return json[u"verdict"_s][u"cause"_s].toString();
}

QStringList ProgramRun::causes() const
{
    QStringList list;
    const QJsonArray findings = json[u"findings"_s].toArray();
    for (const QJsonValue &finding : findings)
        list.append(finding[u"cause"_s].toString());
    return list;
}

QStringList ProgramRun::besides(const QString &severity) const
{
    QStringList list;
    const QJsonArray findings = json[u"findings"_s].toArray();
    for (qsizetype i = 1; i < findings.size(); ++i) {
        if (findings[i][u"severity"_s].toString() == severity)
            list.append(findings[i][u"cause"_s].toString());
    }
    return list;
}

QJsonObject ProgramRun::finding(const QString &cause) const
{
    const QJsonArray findings = json[u"findings"_s].toArray();
    for (const QJsonValue &finding : findings) {
        if (finding[u"cause"_s].toString() == cause)
            return finding.toObject();
    }
    return {};
}

QJsonObject ProgramRun::exchange(int id) const
{
    const QJsonArray exchanges = json[u"exchanges"_s].toArray();
    for (const QJsonValue &exchange : exchanges) {
        if (exchange[u"id"_s].toInt() == id)
            return exchange.toObject();
    }
    return {};
}

QByteArray ProgramRun::story() const
{
    QByteArray text = "exit " + QByteArray::number(exitCode)
        + ", findings: " + causes().join(u", "_s).toUtf8() + '\n';
    const QJsonArray exchanges = json[u"exchanges"_s].toArray();
    for (const QJsonValue &exchange : exchanges) {
        text += "  " + exchange[u"stage"_s].toString().toUtf8() + ": "
            + exchange[u"request"_s][u"start_line"_s].toString().toUtf8() + " -> "
            + exchange[u"response"_s][u"start_line"_s].toString().toUtf8() + " ("
            + exchange[u"end"_s].toString().toUtf8() + ' '
            + exchange[u"end_detail"_s].toString().toUtf8() + ")\n";
    }
    const QJsonArray stages = json[u"stages"_s].toArray();
    for (const QJsonValue &stage : stages) {
        text += "  stage " + stage[u"id"_s].toString().toUtf8() + ": "
            + stage[u"status"_s].toString().toUtf8() + ' ' + stage[u"code"_s].toString().toUtf8()
            + '\n';
    }
    return text + errors.right(2000);
}

ProgramRun runCheck(const QStringList &arguments, const std::optional<QByteArray> &password,
                    const QStringList &variables, const QStringList &wrapper)
{
    // Settings and keychain of whoever runs the tests stay out of it.
    QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QStringList names = environment.keys();
    for (const QString &name : names) {
        if (name.endsWith(u"_proxy"_s, Qt::CaseInsensitive) || name.startsWith(u"XDG_"_s)
            || name.startsWith(u"KRB5"_s) || name == u"DBUS_SESSION_BUS_ADDRESS"_s) {
            environment.remove(name);
        }
    }
    environment.insert(u"HOME"_s, home.path());
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    // No tickets, and no realm whose servers might be asked for.
    environment.insert(u"KRB5_CONFIG"_s, home.filePath(u"krb5.conf"_s));
    environment.insert(u"KRB5CCNAME"_s, u"FILE:"_s + home.filePath(u"tickets"_s));
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));

    QProcess process;
    process.setProcessEnvironment(environment);
    QStringList all
        = QStringList{u"check"_s} + arguments + QStringList{u"--json"_s, u"--no-second-opinion"_s};
    if (password)
        all.append(u"--password-stdin"_s);
    const QStringList command = wrapper + QStringList{QStringLiteral(PT_CLI)} + all;
    process.start(command.first(), command.mid(1));
    if (password)
        process.write(*password + '\n');
    process.closeWriteChannel();

    ProgramRun run;
    if (!QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000)) {
        process.kill();
        process.waitForFinished();
    } else if (process.exitStatus() == QProcess::NormalExit) {
        run.exitCode = process.exitCode();
    }
    run.output = process.readAllStandardOutput();
    run.errors = process.readAllStandardError();
    run.json = QJsonDocument::fromJson(run.output).object();
    return run;
}

QStringList checkArguments(const QString &proxy, const QString &user, const QStringList &targets)
{
    QStringList arguments{u"--proxy"_s, proxy};
    if (!user.isEmpty())
        arguments << u"--user"_s << user;
    for (const QString &target : targets)
        arguments << u"--target"_s << target;
    return arguments;
}

QString evidenceProblem(const ProgramRun &run)
{
    int pointing = 0;
    const QJsonArray list = run.finding(run.verdict())[u"evidence"_s].toArray();
    for (const QJsonValue &evidence : list) {
        const QStringList source = evidence[u"source"_s].toString().split(u'-');
        if (source.size() != 2 || (source[1] != u"head"_s && source[1] != u"body"_s))
            continue; // a value, not bytes
        const QJsonObject exchange = run.exchange(evidence[u"exchange"_s].toInt());
        const QString text = evidence[u"text"_s].toString();
        const auto start = qsizetype(evidence[u"start"_s].toDouble());
        const auto length = qsizetype(evidence[u"length"_s].toDouble());
        // In the JSON one character stands for one byte.
        const QString bytes = exchange[source[0]][source[1]].toString();
        if (length <= 0 || text.isEmpty() || bytes.mid(start, length) != text)
            return u"the bytes are not those that are named: "_s + text;
        ++pointing;
    }
    return pointing > 0 ? QString() : u"no evidence points at bytes"_s;
}

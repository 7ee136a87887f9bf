// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

/// What one run of proxy-triage-cli gave.
struct ProgramRun
{
    int exitCode = -1; ///< -1: it did not end by itself
    QJsonObject json;
    QByteArray output;
    QByteArray errors;

    QString verdict() const;
    QStringList causes() const; ///< of every finding, the verdict first
    /// Causes of findings with this severity ("error", "warning", "info", "ok"), the verdict left
    /// out.
    QStringList besides(const QString &severity) const;
    QJsonObject finding(const QString &cause) const;
    QJsonObject exchange(int id) const;
    /// For a test's message: everything that tells why a verdict was given.
    QByteArray story() const;
};

/// `proxy-triage-cli check ARGUMENTS --json`, the password on its standard input. The event loop
/// runs meanwhile, so that servers of this process can answer.
/// `environment`: NAME=value, besides the usual ones; `wrapper`: a program to start it with, and its
/// arguments.
ProgramRun runCheck(const QStringList &arguments,
                    const std::optional<QByteArray> &password = std::nullopt,
                    const QStringList &environment = {}, const QStringList &wrapper = {});

/// The usual arguments: proxy, user and targets.
QStringList checkArguments(const QString &proxy, const QString &user, const QStringList &targets);

/// An empty text: each evidence of the verdict that points at bytes has exactly those bytes in the
/// exchange that it names, and there is at least one. Else what is wrong.
QString evidenceProblem(const ProgramRun &run);

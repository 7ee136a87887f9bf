// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/PacScript.h"
#include "protocol/ResponseReader.h"

#include <QObject>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <memory>

class QSslSocket;

namespace pt {

/// Loads a proxy configuration script: http, https or a file, at most 1 MiB and 5 s, three redirects. Goes
/// past every proxy and sends no credentials: a server that asks for a sign-in gets none. Single shot;
/// destruction cancels silently.
class PacFetch : public QObject
{
    Q_OBJECT

public:
    explicit PacFetch(QObject *parent = nullptr);
    ~PacFetch() override;

    static constexpr qint64 longestScript = 1024 * 1024;

    /// `done` is called once, from the event loop.
    void start(const QUrl &url, int deadlineMs, std::function<void(PacScript)> done);

private:
    void open(const QUrl &url);
    void readFile(const QString &fileName);
    void request();
    void received();
    void failed();
    void finish(PacScript script);

    QUrl m_url;
    QTimer m_deadline;
    std::unique_ptr<QSslSocket> m_socket;
    std::unique_ptr<ResponseReader> m_reader;
    std::function<void(PacScript)> m_done;
    int m_redirects = 0;
};

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "probe/HostResolver.h"

#include <QHash>

class QHostInfo;

namespace pt {

/// The operating system's resolver.
class SystemHostResolver final : public HostResolver
{
    Q_OBJECT

public:
    explicit SystemHostResolver(QObject *parent = nullptr);
    ~SystemHostResolver() override;

    void resolve(quint64 generation, const QString &name) override;
    void abort(quint64 generation) override;

private:
    void take(quint64 generation, const QHostInfo &info);

    QHash<quint64, int> m_lookups; ///< generation to QHostInfo's id
};

} // namespace pt

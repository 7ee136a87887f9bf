// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/Resolution.h"
#include "stages/Stage.h"

namespace pt {

/// Finds the addresses of the proxy's name.
class ResolveStage final : public Stage
{
    Q_OBJECT

public:
    explicit ResolveStage(RunState &run, QObject *parent = nullptr);
    ~ResolveStage() override;

protected:
    void begin() override;
    void stop() override;
    void expire() override;

private:
    void take(quint64 generation, const Resolution &resolution);
    void record(ResolveOutcome outcome, const QString &detail = {});

    qint64 m_askedMs = 0;
    bool m_asking = false;
};

} // namespace pt

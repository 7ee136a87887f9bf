// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/Stage.h"

namespace pt {

/// Connects to the proxy. The first connection is kept for the questions that follow; addresses
/// that have not answered by then go on being tried beside them.
class ConnectStage final : public Stage
{
    Q_OBJECT

public:
    explicit ConnectStage(RunState &run, QObject *parent = nullptr);

protected:
    void begin() override;
    void stop() override;
    void expire() override;

private:
    void onConnected();
    void onFailed();
};

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/AuthChoice.h"
#include "model/ProxyEndpoint.h"

#include <QString>
#include <QStringList>

namespace pt {

/// A saved test. Never holds the secret: that is in the keychain under `id`, where `secretStored`.
struct Profile
{
    QString id; ///< UUID without braces
    QString name;
    ProxyEndpoint endpoint;
    QString user;
    QString domain;
    QStringList targets;
    AuthChoice auth = AuthChoice::Any;
    bool secretStored = false;

    bool operator==(const Profile &) const = default;
};

} // namespace pt

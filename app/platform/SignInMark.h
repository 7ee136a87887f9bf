// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxyEndpoint.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

namespace pt {

/// By what a sign-in can be known again: a keyed hash (auth/SignInHash.h), never the password.
struct SignInMark
{
    QDateTime utc; ///< when it was last accepted, or when the copy was saved
    ProxyEndpoint proxy;
    QString user;
    QString domain;
    QString scheme; ///< lower-case sign-in scheme; of a copy: empty
    QByteArray hash;

    bool operator==(const SignInMark &) const = default;
};

} // namespace pt

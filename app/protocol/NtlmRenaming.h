// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>

namespace pt {

/// Gives a name of a second NTLM message another one; `isDomain`: it is a domain's, else a
/// computer's.
using NtlmRenamer = std::function<QString(const QString &name, bool isDomain)>;

/// The same second message with every name replaced and the server's challenge zero; flags and time
/// stay, what is not known is left out. nullopt: the message is not one that can be read whole.
std::optional<QByteArray> renamedNtlmChallenge(QByteArrayView message, const NtlmRenamer &rename);

} // namespace pt

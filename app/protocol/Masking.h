// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QMap>
#include <QString>

#include <optional>

namespace pt {

/// Secrets are replaced when they are recorded. Credentials become a typed placeholder that keeps what
/// a diagnosis needs, such as
///     Proxy-Authorization: Basic [basic user="dev" password-length=8-15 password-kind=ascii]
/// The text after the scheme is written and read only here.
struct Placeholder
{
    QByteArray kind; ///< "basic", "digest", "withheld" ...
    QMap<QString, QString> fields;

    bool operator==(const Placeholder &) const = default;
};

/// The head with every secret-bearing value replaced: Proxy-Authorization, Authorization, Cookie and
/// Set-Cookie values (names kept), userinfo in the request target and in Location. Never longer than
/// the head plus 256 bytes a field. Idempotent.
QByteArray maskedHead(QByteArrayView head);

/// The placeholder in a Proxy-Authorization or Authorization value of a masked head.
std::optional<Placeholder> readPlaceholder(QByteArrayView fieldValue);

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pt {

/// The first `most` bytes of a plain file; links are followed. nullopt: there is none, it cannot be read,
/// or it is something else, such as a folder, a pipe or a loop of links.
std::optional<QByteArray> boundedFile(const QString &fileName, qint64 most);

} // namespace pt

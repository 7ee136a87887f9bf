// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QString>

namespace pt {

/// Text from outside made safe to show: C0, C1, bidi and zero-width characters become visible names such
/// as "\x1b" or "U+202E"; line feeds and tabs stay where `keepLines`. At most `limit` characters.
QString visibleText(const QString &text, bool keepLines = false, qsizetype limit = 4096);
/// Bytes as text: UTF-8 where valid, else Latin-1, then as above.
QString visibleBytes(QByteArrayView bytes, bool keepLines = false, qsizetype limit = 4096);

} // namespace pt

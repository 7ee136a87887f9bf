// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace pt {

/// Each of `causes` explains each of `explained`: where both are found, the latter is not told.
struct ExplainsRow
{
    QStringList causes;
    QStringList explained;
    QString because; ///< for who reads the table; never shown
};

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QStringList>

namespace pt {

/// No program sends more, and no field line that is read here can hold it.
inline constexpr qsizetype maxNtlmMessage = 65536;

/// Checks signature, type, the size of the fixed part and of the whole. False: there is nothing to
/// read, and `problems` says why.
bool checkNtlmHead(QByteArrayView message, quint32 type, qsizetype fixedPart,
                   QStringList &problems);

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/SystemRandom.h"

#include <QRandomGenerator>

namespace pt {

QByteArray SystemRandom::bytes(qsizetype count)
{
    QByteArray result(count, Qt::Uninitialized);
    for (char &byte : result)
        byte = char(QRandomGenerator::system()->generate() & 0xFF);
    return result;
}

} // namespace pt

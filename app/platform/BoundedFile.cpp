// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/BoundedFile.h"

#include <QFile>
#include <QFileInfo>

namespace pt {

std::optional<QByteArray> boundedFile(const QString &fileName, qint64 most)
{
    // Opening a pipe would wait for a writer.
    if (!QFileInfo(fileName).isFile())
        return std::nullopt;
    QFile file(fileName);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.read(most);
}

} // namespace pt

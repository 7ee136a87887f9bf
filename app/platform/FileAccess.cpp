// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/FileAccess.h"

#include <QFile>

#ifdef Q_OS_WIN
extern Q_CORE_EXPORT int qt_ntfs_permission_lookup;
#endif

namespace pt {

bool readableByOthers(const QFile &openFile)
{
#ifdef Q_OS_WIN
    // Without this Qt answers from the read-only flag alone.
    ++qt_ntfs_permission_lookup;
    const QFileDevice::Permissions permissions = openFile.permissions();
    --qt_ntfs_permission_lookup;
    return permissions.testFlag(QFileDevice::ReadOther);
#else
    return (openFile.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) != 0;
#endif
}

} // namespace pt

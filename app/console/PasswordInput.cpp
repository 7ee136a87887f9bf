// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/PasswordInput.h"

#include "model/VisibleText.h"
#include "platform/FileAccess.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <utility>

namespace pt {

using namespace Qt::StringLiterals;

namespace {

class PasswordInput
{
    Q_DECLARE_TR_FUNCTIONS(PasswordInput)

public:
    static QString word(const Failure &failure)
    {
        const QString name = visibleText(failure.detail, false, 240);
        if (failure.code == u"password.empty")
            return tr("No password came: the input is empty. An empty password is given as a single line end.");
        if (failure.code == u"password.too-large")
            return tr("This is too long for a password, more than 4096 bytes. Check which file was given.");
        if (failure.code == u"password.file-missing")
            return tr("There is no file %1. Check the name given with --password-file.").arg(name);
        if (failure.code == u"password.not-a-file")
            return tr("%1 is a folder. Give a file that holds the password and nothing else.").arg(name);
        if (failure.code == u"password.readable-by-others") {
            return tr("The password file %1 can be read by other users of this computer. Make it yours alone "
                      "with: chmod 600 FILE")
                .arg(name);
        }
        return tr("The password could not be read: %1").arg(name);
    }
};

} // namespace

Result<Secret> readPassword(QIODevice &device)
{
    QByteArray bytes(longestPassword + 3, '\0');
    qsizetype size = 0;
    while (size < bytes.size()) {
        const qint64 got = device.read(bytes.data() + size, bytes.size() - size);
        if (got < 0 && !device.atEnd()) {
            wipeMemory(bytes.data(), bytes.size());
            return fail(u"password.cannot-read"_s, u"read"_s, device.errorString());
        }
        if (got <= 0)
            break;
        size += got;
    }
    const bool none = size == 0;
    if (size > 0 && bytes.at(size - 1) == '\n') {
        --size;
        if (size > 0 && bytes.at(size - 1) == '\r')
            --size;
    }
    if (none || size > longestPassword) {
        wipeMemory(bytes.data(), bytes.size());
        return none ? fail(u"password.empty"_s, u"read"_s) : fail(u"password.too-large"_s, u"read"_s);
    }
    QByteArray password(bytes.constData(), size);
    wipeMemory(bytes.data(), bytes.size());
    return Secret::takeUtf8(std::move(password));
}

Result<Secret> readPasswordFile(const QString &fileName)
{
    const QFileInfo info(fileName);
    if (!info.exists())
        return fail(u"password.file-missing"_s, u"open"_s, fileName);
    if (info.isDir())
        return fail(u"password.not-a-file"_s, u"open"_s, fileName);
    QFile file(fileName);
    // Unbuffered, so that no second copy of the password stays behind.
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(u"password.cannot-read"_s, u"open"_s, file.errorString());
    if (readableByOthers(file))
        return fail(u"password.readable-by-others"_s, u"open"_s, fileName);
    return readPassword(file);
}

QString wordPasswordFailure(const Failure &failure)
{
    return PasswordInput::word(failure);
}

} // namespace pt

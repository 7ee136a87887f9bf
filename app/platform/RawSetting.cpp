// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/RawSetting.h"

#include "model/Secret.h"

#include <utility>

namespace pt {

namespace {

void wipe(QString &text)
{
    // A shared one would be copied first, and the copy be overwritten.
    if (text.isDetached() && !text.isEmpty())
        wipeMemory(text.data(), text.size() * qsizetype(sizeof(QChar)));
}

} // namespace

RawSetting::RawSetting(SourceKind source, SourceUse purpose, const QString &forTargets, const QString &key,
                       QString &&text, int lineNumber)
    : kind(source)
    , use(purpose)
    , targets(forTargets)
    , name(key)
    , value(std::move(text))
    , line(lineNumber)
{
}

RawSetting::~RawSetting()
{
    wipe(value);
    wipe(userInfo);
}

} // namespace pt

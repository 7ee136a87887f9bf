// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/ProxySource.h"

#include <QList>

namespace pt {

/// Where a setting stands, for people: "https_proxy", "~/.gitconfig:4 http.proxy", "GNOME http". Made of
/// names only, so that there is nothing to translate.
QString placeOf(const ProxySource &source);

/// The same for ProxySource::id() of one of `sources`; the id itself where it is none of them.
QString placeOf(const QString &sourceId, const QList<ProxySource> &sources);

} // namespace pt

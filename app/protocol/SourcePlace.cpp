// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/SourcePlace.h"

namespace pt {

using namespace Qt::StringLiterals;

QString placeOf(const ProxySource &source)
{
    if (source.kind == SourceKind::Environment)
        return source.name;
    if (source.kind == SourceKind::Gnome)
        return u"GNOME "_s + source.name;
    QString place = source.kind == SourceKind::Kde ? u"KDE"_s : source.place;
    if (place.isEmpty())
        return source.id();
    if (source.line > 0 && source.kind != SourceKind::Kde)
        place += u':' + QString::number(source.line);
    return place + u' ' + source.name;
}

QString placeOf(const QString &sourceId, const QList<ProxySource> &sources)
{
    for (const ProxySource &source : sources) {
        if (source.id() == sourceId)
            return placeOf(source);
    }
    return sourceId;
}

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pt {

/// What QNetworkAccessManager told its program about the same exchange: "what a program reports",
/// kept beside "what happened".
struct QnamReport
{
    int error = 0;    ///< QNetworkReply::NetworkError
    QString name;     ///< the enumerator's name
    int httpStatus = 0; ///< 0: none

    bool operator==(const QnamReport &) const = default;
};

} // namespace pt

// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auth/Alternative.h"
#include "model/Credentials.h"
#include "protocol/Challenge.h"

#include <QList>

namespace pt {

/// The other spellings of `typed` that the proxy may want after it refused to `refused`: most
/// probable first, each with other bytes than all before it and than what was typed. Empty without
/// a user or a password. Each of them costs an attempt. `isConnect`: of the request.
QList<Alternative> alternativesFor(const Credentials &typed, const Challenge &refused,
                                   bool isConnect);

/// `typed` in that spelling, to be answered with in its form.
Credentials spelled(const Credentials &typed, const Alternative &alternative);

} // namespace pt

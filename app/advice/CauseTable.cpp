// SPDX-FileCopyrightText: The Proxy Triage developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "advice/CauseTable.h"

namespace pt {

QList<const CauseLines *> causeLines()
{
    QList<const CauseLines *> list;
    for (const std::span<const CauseLines> family :
         {healthyCauses(), inputCauses(), credentialCauses(), schemeCauses(), digestCauses(),
          ntlmCauses(), kerberosCauses(), networkCauses(), endpointCauses(), socksCauses(),
          tlsCauses(), tunnelCauses(), policyCauses(), proxyCauses(), originCauses(),
          settingsCauses(), clientCauses(), unknownCauses()}) {
        for (const CauseLines &row : family)
            list.append(&row);
    }
    return list;
}

} // namespace pt

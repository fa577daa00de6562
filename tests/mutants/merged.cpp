// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/mutants/merged.h"

#include <QCoreApplication>

#include <vector>

static std::vector<mutants::Run> &runs()
{
    static std::vector<mutants::Run> all;
    return all;
}

mutants::Registered::Registered(Run run) { runs().push_back(run); }

// Ends at the first class that fails: a mutant is dead then.
int main(int count, char **arguments)
{
    const QCoreApplication application(count, arguments);
    for (const mutants::Run run : runs()) {
        if (run() != 0)
            return 1;
    }
    return 0;
}

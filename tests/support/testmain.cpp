// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

namespace {

struct Test
{
    std::string_view name;
    tests::Run run;
};

std::vector<Test> &all()
{
    static std::vector<Test> tests;
    return tests;
}

// What stands between the last slash and the dot.
std::string_view nameOf(std::string_view file)
{
    file.remove_prefix(file.rfind('/') + 1);
    return file.substr(0, file.rfind('.'));
}

} // namespace

tests::TestFile::TestFile(const char *file, Run run) { all().push_back({nameOf(file), run}); }

// PROGRAM tst_x [OPTIONS OF QT TEST] runs one test, PROGRAM --each [OPTIONS] one after the other up to the first that
// fails.
int main(int argc, char *argv[])
{
    const std::string_view wanted = argc > 1 ? argv[1] : "";
    if (argc > 1) {
        argv[1] = argv[0];
        --argc;
        ++argv;
    }
    if (wanted == "--each")
        return std::ranges::all_of(all(), [&](const Test &test) { return test.run(argc, argv) == 0; }) ? 0 : 1;
    const auto found = std::ranges::find(all(), wanted, &Test::name);
    if (found != all().end())
        return found->run(argc, argv);
    std::fputs("The first argument is --each or one of\n", stderr);
    for (const Test &test : all())
        std::fprintf(stderr, "  %.*s\n", static_cast<int>(test.name.size()), test.name.data());
    return 2;
}

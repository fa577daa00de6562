# What makes a fault in our code harder to use, on every target of ours, in every build that is optimised: what people run, whatever
# the build type is called. Without optimisation (quick) and with sanitizers (dev, fuzz) there is nothing to protect.
# tests/integration/hardening.py reads all of it back from the program.
include(CheckCXXCompilerFlag)
include(CheckLinkerFlag)

string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
if(SOCKETSCOPE_SANITIZE OR NOT "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}" MATCHES "-O([1-3]|s|fast)")
    return()
endif()

target_compile_options(socketscope_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
target_compile_definitions(socketscope_flags INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(socketscope_flags INTERFACE -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)

# Not every processor knows these. The last one is for arm64 what the one before is for x86.
foreach(flag -fstack-clash-protection -fcf-protection=full -mbranch-protection=standard)
    string(MAKE_C_IDENTIFIER "SOCKETSCOPE_HAS${flag}" known)
    check_cxx_compiler_flag(${flag} ${known})
    if(${known})
        target_compile_options(socketscope_flags INTERFACE ${flag})
    endif()
endforeach()
if(SOCKETSCOPE_HAS_fcf_protection_full)
    # Also where the system's start files have no mark of their own: then it is the system that does not look.
    check_linker_flag(CXX "-Wl,-z,ibt,-z,shstk" SOCKETSCOPE_LINKS_CET)
    if(SOCKETSCOPE_LINKS_CET)
        target_link_options(socketscope_flags INTERFACE -Wl,-z,ibt,-z,shstk)
    endif()
endif()
